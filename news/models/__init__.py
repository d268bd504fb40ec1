"""Pages, snippets and pictures of the newsroom."""

from .choices import ChosenStory
from .format_labels import FormatLabel, FormatSettings
from .formats import FORMATS
from .formats.brief import BriefPage
from .formats.numbers_list import NumbersListPage
from .formats.watch_list import WatchListPage
from .images import NewsImage, NewsRendition
from .sections import NewsIndexPage
from .series import Series
from .settings import NumberSettings
from .site_settings import SiteSettings
from .stories import StoryPage
from .story_parts import Byline, Correction, RelatedStory
from .topic_pages import TopicPage, TopicPin
from .topics import Author, Topic

__all__ = [
    "FORMATS",
    "Author",
    "BriefPage",
    "Byline",
    "ChosenStory",
    "Correction",
    "FormatLabel",
    "FormatSettings",
    "NewsImage",
    "NewsIndexPage",
    "NewsRendition",
    "NumberSettings",
    "NumbersListPage",
    "RelatedStory",
    "Series",
    "SiteSettings",
    "StoryPage",
    "Topic",
    "TopicPage",
    "TopicPin",
    "WatchListPage",
]
