"""Where a number comes from."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, DateBlock, ListBlock, StructBlock, URLBlock


class SourceBlock(StructBlock):
    """Where a number comes from."""

    name = CharBlock(max_length=200)
    url = URLBlock(required=False, max_length=500, label=gettext_lazy("Address"))
    retrieved = DateBlock(required=False, label=gettext_lazy("Retrieved on"))

    class Meta:
        icon = "link"
        label_format = "{name}"


def source_list() -> ListBlock:
    """Return a list of at most one source."""
    # StructBlock(required=False) would not make its children optional (Wagtail 8.0).
    return ListBlock(SourceBlock(), max_num=1, default=[], label=_("Source"))


def source_representation(sources: Any) -> dict[str, Any] | None:
    """Return the contract's source of a list block's value, or None."""
    for value in sources or []:
        retrieved = value.get("retrieved")
        return {
            "name": value.get("name") or "",
            "url": value.get("url") or None,
            "retrieved": retrieved.isoformat() if retrieved else None,
        }
    return None
