"""The numbers list."""

from typing import Annotated, Literal

from news.schemas.blocks import NumberItemBlock
from news.schemas.heads import CardOfStory, StoryDetail
from news.schemas.meta import CardMeta, Meta
from news.schemas.texts import said


class NumbersListPageCardMeta(CardMeta):
    """Of a numbers list in a list."""

    type: Literal["news.NumbersListPage"]


class NumbersListPageMeta(Meta):
    """Of a numbers list."""

    type: Literal["news.NumbersListPage"]


class NumbersListPageCard(CardOfStory):
    """A numbers list in a list."""

    meta: NumbersListPageCardMeta
    matched_item: NumberItemBlock | None


class NumbersListPage(StoryDetail):
    """A numbers list: items that lead with a number."""

    meta: NumbersListPageMeta
    items: Annotated[list[NumberItemBlock], said(maxItems=40)]
