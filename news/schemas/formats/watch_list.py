"""The watch-list."""

from typing import Annotated, Literal

from news.schemas.blocks import WatchItemBlock
from news.schemas.heads import CardOfStory, StoryDetail
from news.schemas.meta import CardMeta, Meta
from news.schemas.texts import said


class WatchListPageCardMeta(CardMeta):
    """Of a watch-list in a list."""

    type: Literal["news.WatchListPage"]


class WatchListPageMeta(Meta):
    """Of a watch-list."""

    type: Literal["news.WatchListPage"]


class WatchListPageCard(CardOfStory):
    """A watch-list in a list."""

    meta: WatchListPageCardMeta
    matched_item: WatchItemBlock | None


class WatchListPage(StoryDetail):
    """A watch-list: items with a heading and a paragraph or more."""

    meta: WatchListPageMeta
    items: Annotated[list[WatchItemBlock], said(maxItems=15)]
