"""Pages, snippets and pictures of the newsroom."""

from .formats import BriefPage, NumbersListPage, WatchListPage
from .images import NewsImage, NewsRendition
from .sections import NewsIndexPage, TopicPage
from .settings import NumberSettings
from .stories import Byline, RelatedStory, StoryPage
from .topics import Author, Topic

__all__ = [
    "Author",
    "BriefPage",
    "Byline",
    "NewsImage",
    "NewsIndexPage",
    "NewsRendition",
    "NumberSettings",
    "NumbersListPage",
    "RelatedStory",
    "StoryPage",
    "Topic",
    "TopicPage",
    "WatchListPage",
]
