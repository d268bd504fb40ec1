"""The streams of the three formats, assembled from the blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .figures import FigureBlock
from .numbers import NumberBlock, NumberItemBlock
from .rich_text import TextBlock
from .texts import HeadingBlock, QuoteBlock
from .watch import WatchItemBlock

MAX_NUMBER_ITEMS = 40
MAX_WATCH_ITEMS = 15


class HeroStream(StreamBlock):
    """The picture at the top of a story: at most one."""

    figure = FigureBlock()


class BriefBody(StreamBlock):
    """Paragraphs, with headings, pictures, quotes and numbers between them."""

    paragraph = TextBlock(
        label=_("Paragraphs"),
        icon="pilcrow",
        description=_("One or several, with emphasis, links and lists"),
        preview_value="<p>The leaders met for <b>several hours</b> on Wednesday, and dined together.</p>",
    )
    heading = HeadingBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    number = NumberBlock()


class NumbersListItems(StreamBlock):
    """Items that lead with a number."""

    number_item = NumberItemBlock()


class WatchListItems(StreamBlock):
    """Items with a heading and a paragraph or more."""

    watch_item = WatchItemBlock()
