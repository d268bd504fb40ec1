"""The streams of a draft: their members, told apart by `type`, in order."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Draft, Html, MemberId
from .values import (
    DraftFigure,
    DraftHeading,
    DraftNumber,
    DraftNumberItem,
    DraftQuote,
    DraftWatchItem,
)

MAX_MEMBERS = 500


class DraftMember(Draft):
    """A member keeps its id as long as it is the same; without one it is new."""

    id: MemberId | None = None


class DraftParagraphBlock(DraftMember):
    """Paragraphs with emphasis, links and lists."""

    type: Literal["paragraph"]
    value: Html


class DraftHeadingBlock(DraftMember):
    """A heading inside a body."""

    type: Literal["heading"]
    value: DraftHeading


class DraftFigureBlock(DraftMember):
    """A picture, at the top or inside a body."""

    type: Literal["figure"]
    value: DraftFigure


class DraftQuoteBlock(DraftMember):
    """A quotation inside a body."""

    type: Literal["quote"]
    value: DraftQuote


class DraftNumberBlock(DraftMember):
    """A number set apart inside a body."""

    type: Literal["number"]
    value: DraftNumber


class DraftNumberItemBlock(DraftMember):
    """An item of a numbers list."""

    type: Literal["number_item"]
    value: DraftNumberItem


class DraftWatchItemBlock(DraftMember):
    """An item of a watch-list."""

    type: Literal["watch_item"]
    value: DraftWatchItem


DraftBodyBlock = Annotated[
    DraftParagraphBlock | DraftHeadingBlock | DraftFigureBlock | DraftQuoteBlock | DraftNumberBlock,
    Field(discriminator="type"),
]
DraftHero = Annotated[list[DraftFigureBlock], Field(max_length=1)]
DraftBody = Annotated[list[DraftBodyBlock], Field(max_length=MAX_MEMBERS)]
DraftNumberItems = Annotated[list[DraftNumberItemBlock], Field(max_length=40)]
DraftWatchItems = Annotated[list[DraftWatchItemBlock], Field(max_length=15)]
