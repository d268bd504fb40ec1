"""Lists that take pasted text while they are empty."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from .bodies import NumbersListItems, WatchListItems


class PastedListAdapter(StreamBlockAdapter):
    """Gives an empty list a field for pasted text, whose lines become items."""

    js_constructor = "news.blocks.PastedList"
    lead_field, example = "display", "124: Sirens woke Seoul."

    def js_args(self, block: Any) -> list[Any]:
        """Return Wagtail's arguments, and where pasted text is split."""
        *args, meta = super().js_args(block)
        (item_type,) = block.child_blocks
        pasting = {
            "url": reverse("news_pasted_items"),
            "type": item_type,
            "lead": self.lead_field,
            "example": self.example,
        }
        return [*args, meta | {"pasting": pasting}]

    @cached_property
    def media(self) -> Media:
        """Return Wagtail's stream block script, then ours."""
        base = super().media
        return Media(js=[*base._js, "news/js/pasted-list.js"], css=base._css)  # noqa: SLF001


class PastedWatchListAdapter(PastedListAdapter):
    """The same for headings with paragraphs under them."""

    lead_field, example = "heading", "A border deal ⏎ Paragraphs under the short line."


register(PastedListAdapter(), NumbersListItems)
register(PastedWatchListAdapter(), WatchListItems)
