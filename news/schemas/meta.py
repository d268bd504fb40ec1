"""What pages say of their place; `type` is another one for each page type, and so tells pages apart."""

from typing import Literal

from .base import Contract
from .texts import SitePath, Timestamp, Uri


class CardMeta(Contract):
    """Where a page is and when it was published (RFC 3339, UTC)."""

    type: str
    slug: str
    detail_url: Uri
    html_url: Uri
    path: SitePath
    first_published_at: Timestamp
    last_published_at: Timestamp
    locale: str


class PageRefMeta(Contract):
    """Where another page is."""

    type: str
    detail_url: Uri
    html_url: Uri


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


class HomePageCardMeta(CardMeta):
    """Of a front page in a list."""

    type: Literal["home.HomePage"]


class HomePageMeta(Meta):
    """Of a front page."""

    type: Literal["home.HomePage"]


class NewsIndexPageCardMeta(CardMeta):
    """Of a section in a list."""

    type: Literal["news.NewsIndexPage"]


class NewsIndexPageMeta(Meta):
    """Of a section."""

    type: Literal["news.NewsIndexPage"]


class TopicPageCardMeta(CardMeta):
    """Of a topic page in a list."""

    type: Literal["news.TopicPage"]


class TopicPageMeta(Meta):
    """Of a topic page."""

    type: Literal["news.TopicPage"]
