"""Numbers: verbatim as printed, with meaning and source beside them."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.telepath import register
from wagtail.blocks import CharBlock, ListBlock
from wagtail.blocks.struct_block import BlockGroup, StructBlockAdapter
from wagtail.snippets.blocks import SnippetChooserBlock

from news.schemas.texts import Html

from .figures import FigureBlock
from .readings import ADJUST, TypedNumberBlock, number_of, unit_of_series
from .rich_text import TextBlock
from .sources import source_list, source_representation
from .topics import topic_list, topics_representation


def _layout(*rest: str) -> BlockGroup:
    """Put what few need behind *Adjust*, right under the line that says how the number reads."""
    adjust = BlockGroup(list(ADJUST), heading=_("Adjust"), icon="cog", classname="collapsed", label_format="")
    return BlockGroup(["display", "reading", adjust, *rest])


class NumberBlock(TypedNumberBlock):
    """A number set apart inside a brief."""

    source = source_list()

    class Meta:
        icon = "order"
        label_format = "{display} {unit}"
        description = _("A figure set large, with its source")
        preview_value = {"display": "43,000", "unit": "deaths"}
        form_layout = _layout("source")

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the contract's number; None for a draft that has none yet."""
        return number_representation(value, context)


class NumberItemBlock(TypedNumberBlock):
    """An item of a numbers list."""

    display = CharBlock(
        required=False,
        max_length=40,
        label=gettext_lazy("Number"),
        help_text=gettext_lazy(
            "Exactly as printed before the colon, for example 43,000 or −4.5%. May be empty."
        ),
    )
    kicker = CharBlock(
        max_length=120,
        help_text=gettext_lazy("The item in a few words, for example Somalia’s deadly drought."),
    )
    text = TextBlock(label=gettext_lazy("Text"))
    topics = topic_list()
    source = source_list()
    series = SnippetChooserBlock(
        "news.Series",
        required=False,
        help_text=gettext_lazy("The figure over time that this number belongs to."),
    )
    figure = ListBlock(FigureBlock(), max_num=1, default=[], label=gettext_lazy("Picture"))

    class Meta:
        icon = "order"
        label = "Item"
        label_format = "{display} {kicker}"
        form_layout = _layout("kicker", "text", "topics", "source", "series", "figure")

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return the contract's number item."""
        return {
            "number": number_representation(value, context),
            "kicker": value.get("kicker") or "",
            "text": self.child_blocks["text"].get_api_representation(value.get("text"), context),
            "topics": topics_representation(value, context),
            "figure": first_figure(value, context),
        }

    def excerpt(self, shown: dict[str, Any]) -> Html:
        """Return the text, for a teaser."""
        text: Html = shown["text"]
        return text


def number_representation(value: Any, context: Any) -> dict[str, Any] | None:
    """Return the contract's number; None without a display. `context["place"]` says where it is read."""
    number = number_of(value, context["place"])
    if not number.display:
        return None
    series = value.get("series")
    as_of, unit = number.as_of, number.unit or unit_of_series(series)
    return {
        "display": number.display,
        "kind": number.kind,
        "value": number.value,
        "value_high": number.value_high,
        "denominator": number.denominator,
        "unit": {"code": unit.code, "label": unit.label} if unit else None,
        "qualifier": number.qualifier,
        # A day without a year is no date of the contract.
        "as_of": str(as_of) if as_of and as_of.has_year else None,
        "source": source_representation(value.get("source")),
        "series": series.slug if series else None,
    }


def first_figure(value: Any, context: Any) -> dict[str, Any] | None:
    """Return the one figure of an item, or None."""
    figures = list(value.get("figure") or [])
    return figures[0].block.get_api_representation(figures[0], context) if figures else None


class NumberBlockAdapter(StructBlockAdapter):
    """Gives the editor's number the script that says how it reads."""

    js_constructor = "news.blocks.NumberBlock"

    def js_args(self, block: TypedNumberBlock) -> list[Any]:
        """Return Wagtail's arguments, and where readings are asked for."""
        name, children, meta = super().js_args(block)
        return [name, children, meta | {"readingUrl": reverse("news_number_reading")}]

    @cached_property
    def media(self) -> Media:
        """Return Wagtail's struct block script, then ours."""
        base = super().media
        return Media(js=[*base._js, "news/js/number-block.js"], css=base._css)  # noqa: SLF001


register(NumberBlockAdapter(), NumberBlock)
register(NumberBlockAdapter(), NumberItemBlock)
