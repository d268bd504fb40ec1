"""The brief."""

from typing import Literal

from news.schemas.blocks import BodyBlock
from news.schemas.heads import CardOfStory, StoryDetail
from news.schemas.meta import CardMeta, Meta


class BriefPageCardMeta(CardMeta):
    """Of a brief in a list."""

    type: Literal["news.BriefPage"]


class BriefPageMeta(Meta):
    """Of a brief."""

    type: Literal["news.BriefPage"]


class BriefPageCard(CardOfStory):
    """A brief in a list; its topics are its own, so that no item is matched."""

    meta: BriefPageCardMeta
    matched_item: None


class BriefPage(StoryDetail):
    """A brief: paragraphs with headings, figures, quotes and numbers between them."""

    meta: BriefPageMeta
    body: list[BodyBlock]
