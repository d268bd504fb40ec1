"""Whole pages that are not stories, and their cards. Those of stories are in `formats`."""

from .blocks import TopicRef
from .formats import StoryCard
from .heads import PageHead
from .images import Figure
from .meta import (
    HomePageCardMeta,
    HomePageMeta,
    NewsIndexPageCardMeta,
    NewsIndexPageMeta,
    TopicPageCardMeta,
    TopicPageMeta,
)


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
