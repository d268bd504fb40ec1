"""The twins of news.blocks: one stream member each, told apart by `type`."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from .base import Contract, Words, words_of
from .images import Figure
from .numbers import Number, Precision
from .texts import Day, Html, SitePath, said, up_to


class TopicRef(Contract):
    """A topic and, when a public page presents it, that page's path."""

    slug: str
    name: str
    path: SitePath | None


class Heading(Contract):
    """A heading inside a body; level 2 is the highest."""

    text: Annotated[str, up_to(120)]
    level: Literal[2, 3]

    def words(self) -> Words:
        """Return what a search finds it by."""
        yield self.text


class Quote(Contract):
    """Somebody's words; everything but the text may be empty."""

    text: Annotated[str, up_to(1000)]
    speaker: Annotated[str, up_to(120)]
    role: Annotated[str, up_to(120)]
    source: Annotated[str, up_to(200)]

    def words(self) -> Words:
        """Return what a search finds it by."""
        yield from (self.text, self.speaker, self.role, self.source)


class NumberItem(Contract):
    """An item that leads with a number; `text` is HTML of the contract's element list."""

    number: Number | None
    kicker: Annotated[str, up_to(120)]
    text: Html
    topics: Annotated[list[TopicRef], said(maxItems=10)]
    figure: Figure | None

    def words(self) -> Words:
        """Return what a search finds it by."""
        yield from words_of(self.number)
        yield from (self.kicker, self.text)
        yield from words_of(self.figure)


WatchPrecision = Precision | Literal["window"]


class WatchDate(Contract):
    """When to watch: `start` and `end` are days (`YYYY-MM-DD`), both included, and the same for one day."""

    start: Day
    end: Day
    precision: WatchPrecision


class WatchItem(Contract):
    """Something to watch: a heading and a paragraph or more (HTML)."""

    heading: Annotated[str, up_to(120)]
    text: Html
    why_it_matters: Annotated[str, up_to(300)]
    watch_date: WatchDate | None
    topics: Annotated[list[TopicRef], said(maxItems=10)]
    figure: Figure | None

    def words(self) -> Words:
        """Return what a search finds it by."""
        yield from (self.heading, self.text, self.why_it_matters)
        yield from words_of(self.figure)


class ParagraphBlock(Contract):
    """HTML of the contract's element list, lists included."""

    type: Literal["paragraph"]
    id: str
    value: Html


class HeadingBlock(Contract):
    """A heading inside a body."""

    type: Literal["heading"]
    id: str
    value: Heading


class FigureBlock(Contract):
    """A picture inside a body."""

    type: Literal["figure"]
    id: str
    value: Figure


class QuoteBlock(Contract):
    """A quotation inside a body."""

    type: Literal["quote"]
    id: str
    value: Quote


class NumberBlock(Contract):
    """A number set apart inside a body."""

    type: Literal["number"]
    id: str
    value: Number


class NumberItemBlock(Contract):
    """An item of a numbers list."""

    type: Literal["number_item"]
    id: str
    value: NumberItem


class WatchItemBlock(Contract):
    """An item of a watch-list."""

    type: Literal["watch_item"]
    id: str
    value: WatchItem


BodyBlock = TypeAliasType(
    "BodyBlock",
    Annotated[
        ParagraphBlock | HeadingBlock | FigureBlock | QuoteBlock | NumberBlock, Field(discriminator="type")
    ],
)
