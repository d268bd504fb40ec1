"""Whole pages and their cards. A card is a subset of its detail, plus teaser … matched_item."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from .base import Contract
from .blocks import BodyBlock, NumberItemBlock, TopicRef, WatchItemBlock
from .images import Figure
from .meta import (
    BriefPageCardMeta,
    BriefPageMeta,
    HomePageCardMeta,
    HomePageMeta,
    NewsIndexPageCardMeta,
    NewsIndexPageMeta,
    NumbersListPageCardMeta,
    NumbersListPageMeta,
    TopicPageCardMeta,
    TopicPageMeta,
    WatchListPageCardMeta,
    WatchListPageMeta,
)
from .texts import Html, SitePath, Timestamp, Uuid, said


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


class HomePageCard(PageHead):
    """A front page in a list."""

    meta: HomePageCardMeta


class NewsIndexPageCard(PageHead):
    """A section in a list."""

    meta: NewsIndexPageCardMeta


class TopicPageCard(PageHead):
    """A topic page in a list."""

    meta: TopicPageCardMeta


class SectionPage(PageHead):
    """A page that is not a story: the home page, a section, a topic page."""

    topic: TopicRef | None


class HomePage(SectionPage):
    """A front page without its stories."""

    meta: HomePageMeta


class NewsIndexPage(SectionPage):
    """A section."""

    meta: NewsIndexPageMeta


class TopicPage(SectionPage):
    """A topic page without its stories."""

    meta: TopicPageMeta
    hero: Figure | None


class CardOfStory(StoryHead):
    """A story in a list: enough to draw it without another request."""

    teaser: Teaser
    item_count: int
    has_more: bool


class BriefPageCard(CardOfStory):
    """A brief in a list; its topics are its own, so that no item is matched."""

    meta: BriefPageCardMeta
    matched_item: None


class NumbersListPageCard(CardOfStory):
    """A numbers list in a list."""

    meta: NumbersListPageCardMeta
    matched_item: NumberItemBlock | None


class WatchListPageCard(CardOfStory):
    """A watch-list in a list."""

    meta: WatchListPageCardMeta
    matched_item: WatchItemBlock | None


StoryCard = TypeAliasType("StoryCard", BriefPageCard | NumbersListPageCard | WatchListPageCard)


class StoryDetail(StoryHead):
    """What the three formats share in detail."""

    corrections: list[Correction]
    related: list[Related]


class BriefPage(StoryDetail):
    """A brief: paragraphs with headings, figures, quotes and numbers between them."""

    meta: BriefPageMeta
    body: list[BodyBlock]


class NumbersListPage(StoryDetail):
    """A numbers list: items that lead with a number."""

    meta: NumbersListPageMeta
    items: Annotated[list[NumberItemBlock], said(maxItems=40)]


class WatchListPage(StoryDetail):
    """A watch-list: items with a heading and a paragraph or more."""

    meta: WatchListPageMeta
    items: Annotated[list[WatchItemBlock], said(maxItems=15)]


class TopicPageAnswer(TopicPage):
    """A topic page as it is read: lead, pinned stories and the newest, each story once."""

    lead: StoryCard | None
    pins: list[StoryCard]
    feed: list[StoryCard]


class HomePageAnswer(HomePage):
    """The front page as it is read: lead, the editor's stories and the newest, each story once."""

    lead: StoryCard | None
    slots: list[StoryCard]
    latest: list[StoryCard]
