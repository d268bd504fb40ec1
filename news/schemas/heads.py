"""What stories and other pages say of themselves. A card is a subset of its detail, with a teaser."""

from typing import Literal

from .base import Contract
from .blocks import TopicRef
from .images import Figure
from .meta import CardMeta, Meta
from .texts import Html, SitePath, Timestamp, Uuid


class Byline(Contract):
    """A person under a story, in printed order."""

    slug: str
    name: str
    role: str


class Correction(Contract):
    """What was wrong and when it was put right."""

    at: Timestamp
    text: Html


class Related(Contract):
    """A link to another public story."""

    title: str
    label: str | None
    path: SitePath


class Teaser(Contract):
    """The first paragraph or the first item's text, as HTML and as plain text."""

    html: Html
    text: str


class PageHead(Contract):
    """What every page says of itself, in lists and in detail."""

    id: int
    uuid: Uuid
    title: str
    label: str | None
    standfirst: str | None
    text_direction: Literal["ltr", "rtl"]
    updated_at: Timestamp | None


class StoryHead(PageHead):
    """What every story says of itself, in lists and in detail."""

    corrected: bool
    topics: list[TopicRef]
    bylines: list[Byline]
    hero: Figure | None


class CardOfStory(StoryHead):
    """A story in a list: enough to draw it without another request; a format adds `matched_item`."""

    meta: CardMeta
    teaser: Teaser
    item_count: int
    has_more: bool


class StoryDetail(StoryHead):
    """What all formats share in detail; a format adds its stream, as `body` or `items`."""

    meta: Meta
    corrections: list[Correction]
    related: list[Related]
