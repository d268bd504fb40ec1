"""Items of a watch-list."""

from typing import Any

from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.blocks import TextBlock as PlainTextBlock

from .figures import FigureBlock
from .numbers import first_figure
from .rich_text import TextBlock
from .topics import topic_list, topics_representation


class WatchItemBlock(StructBlock):
    """Something to watch: a heading and a paragraph or more."""

    heading = CharBlock(max_length=120)
    text = TextBlock(label="Text")
    why_it_matters = PlainTextBlock(required=False, max_length=300, rows=2, label="Why it matters")
    topics = topic_list()
    figure = ListBlock(FigureBlock(), max_num=1, default=[], label="Picture")

    class Meta:
        icon = "view"
        label = "Item"
        label_format = "{heading}"

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Give the contract's watch item."""
        return {
            "heading": value.get("heading") or "",
            "text": self.child_blocks["text"].get_api_representation(value.get("text"), context),
            "why_it_matters": value.get("why_it_matters") or "",
            "topics": topics_representation(value, context),
            "figure": first_figure(value, context),
        }
