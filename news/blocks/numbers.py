"""Numbers: verbatim as printed, with unit and source beside them."""

from typing import Any

from wagtail.blocks import CharBlock, DateBlock, ListBlock, StructBlock, URLBlock

from .figures import FigureBlock
from .rich_text import TextBlock

MAX_DISPLAY = 40


class SourceBlock(StructBlock):
    """Where a number comes from."""

    name = CharBlock(max_length=200)
    url = URLBlock(required=False, max_length=500, label="Address")
    retrieved = DateBlock(required=False, label="Retrieved on")

    class Meta:
        icon = "link"
        label_format = "{name}"


def _display() -> CharBlock:
    return CharBlock(
        required=False,
        max_length=MAX_DISPLAY,
        label="Number",
        help_text="Exactly as printed before the colon: 43,000 or −4.5%. May be empty.",
    )


def _unit() -> CharBlock:
    return CharBlock(required=False, max_length=60, label="Unit", help_text="What is counted: deaths, miles.")


def _source() -> ListBlock:
    # StructBlock(required=False) would not make its children optional (Wagtail 8.0).
    return ListBlock(SourceBlock(), max_num=1, default=[], label="Source")


def number_representation(value: Any) -> dict[str, Any] | None:
    """Give the contract's number of a value with display, unit and source; None without a display."""
    display = (value.get("display") or "").strip()
    if not display:
        return None
    unit = (value.get("unit") or "").strip()
    sources = list(value.get("source") or [])
    return {
        "display": display,
        "kind": "none",
        "value": None,
        "value_high": None,
        "denominator": None,
        "unit": {"code": None, "label": unit} if unit else None,
        "qualifier": "exact",
        "as_of": None,
        "source": _source_representation(sources[0]) if sources else None,
        "series": None,
    }


def _source_representation(value: Any) -> dict[str, Any]:
    retrieved = value.get("retrieved")
    return {
        "name": value.get("name") or "",
        "url": value.get("url") or None,
        "retrieved": retrieved.isoformat() if retrieved else None,
    }


class NumberBlock(StructBlock):
    """A number set apart inside a brief."""

    display = CharBlock(max_length=MAX_DISPLAY, label="Number", help_text="Exactly as printed.")
    unit = _unit()
    source = _source()

    class Meta:
        icon = "order"
        label_format = "{display} {unit}"

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:  # noqa: ARG002
        """Give the contract's number; None for a draft that has none yet."""
        return number_representation(value)


class NumberItemBlock(StructBlock):
    """An item of a numbers list."""

    display = _display()
    kicker = CharBlock(max_length=120, help_text="The item in a few words: Somalia’s deadly drought.")
    unit = _unit()
    text = TextBlock(label="Text")
    source = _source()
    figure = ListBlock(FigureBlock(), max_num=1, default=[], label="Picture")

    class Meta:
        icon = "order"
        label = "Item"
        label_format = "{display}: {kicker}"

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Give the contract's number item."""
        return {
            "number": number_representation(value),
            "kicker": value.get("kicker") or "",
            "text": self.child_blocks["text"].get_api_representation(value.get("text"), context),
            "topics": [],
            "figure": first_figure(value, context),
        }


def first_figure(value: Any, context: Any) -> dict[str, Any] | None:
    """Give the one figure of an item, or None."""
    figures = list(value.get("figure") or [])
    return figures[0].block.get_api_representation(figures[0], context) if figures else None
