"""Stream blocks: each renders itself for the API, validates itself, and has a twin in news.schemas."""

from .bodies import BriefBody, HeroStream, NumbersListItems, WatchListItems
from .figures import FigureBlock
from .pasted import PastedListAdapter

__all__ = [
    "BriefBody",
    "FigureBlock",
    "HeroStream",
    "NumbersListItems",
    "PastedListAdapter",
    "WatchListItems",
]
