"""Whole pages and their cards. A card is a subset of its detail, plus teaser … matched_item."""

from typing import Literal

from .base import Contract
from .blocks import BodyBlock, NumberItemBlock, TopicRef, WatchItemBlock
from .images import Figure


class CardMeta(Contract):
    """Where a page is and when it was published (RFC 3339, UTC)."""

    type: str
    slug: str
    detail_url: str
    html_url: str
    path: str
    first_published_at: str
    last_published_at: str
    locale: str


class PageRefMeta(Contract):
    """Where another page is."""

    type: str
    detail_url: str
    html_url: str


class PageRef(Contract):
    """Another public page, as Wagtail's pages API names it."""

    id: int
    meta: PageRefMeta
    title: str


class Meta(CardMeta):
    """The same, with what search engines and menus need, and the public pages that it belongs to."""

    seo_title: str
    search_description: str
    show_in_menus: bool
    parent: PageRef | None
    alias_of: PageRef | None


class Byline(Contract):
    """A person under a story, in printed order."""

    slug: str
    name: str
    role: str


class Correction(Contract):
    """What was wrong and when it was put right."""

    at: str
    text: str


class Related(Contract):
    """A link to another public story."""

    title: str
    label: str | None
    path: str


class Teaser(Contract):
    """The first paragraph or the first item's text, as HTML and as plain text."""

    html: str
    text: str


class PageHead(Contract):
    """What every page says of itself, in lists and in detail."""

    id: int
    uuid: str
    title: str
    label: str | None
    standfirst: str | None
    text_direction: Literal["ltr", "rtl"]
    updated_at: str | None


class StoryHead(PageHead):
    """What every story says of itself, in lists and in detail."""

    corrected: bool
    topics: list[TopicRef]
    bylines: list[Byline]
    hero: Figure | None


class SectionCard(PageHead):
    """A page that is not a story, in a list."""

    meta: CardMeta


class SectionPage(PageHead):
    """A page that is not a story: the home page, a section, a topic page."""

    meta: Meta
    topic: TopicRef | None


class TopicPage(SectionPage):
    """A topic page without its stories."""

    hero: Figure | None


class StoryCard(StoryHead):
    """A story in a list: enough to draw it without another request."""

    meta: CardMeta
    teaser: Teaser
    item_count: int
    has_more: bool
    matched_item: NumberItemBlock | WatchItemBlock | None


class StoryDetail(StoryHead):
    """What the three formats share in detail."""

    meta: Meta
    corrections: list[Correction]
    related: list[Related]


class BriefPage(StoryDetail):
    """A brief: paragraphs with headings, figures, quotes and numbers between them."""

    body: list[BodyBlock]


class NumbersListPage(StoryDetail):
    """A numbers list: items that lead with a number."""

    items: list[NumberItemBlock]


class WatchListPage(StoryDetail):
    """A watch-list: items with a heading and a paragraph or more."""

    items: list[WatchItemBlock]


class TopicPageAnswer(TopicPage):
    """A topic page as it is read: lead, pinned stories and the newest, each story once."""

    lead: StoryCard | None
    pins: list[StoryCard]
    feed: list[StoryCard]


class HomePageAnswer(SectionPage):
    """The front page as it is read: lead, the editor's stories and the newest, each story once."""

    lead: StoryCard | None
    slots: list[StoryCard]
    latest: list[StoryCard]
