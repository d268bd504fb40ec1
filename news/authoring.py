"""Tells the newsroom's API in which types the fields of news pages are read and written."""

from typing import Any, Literal

from cms.api.authoring import install

from .models import FORMATS, StoryPage, TopicPage
from .schemas.drafts import streams

_FORMAT: Any = Literal[tuple(FORMATS)]


def declare() -> None:
    """Declare the streams and what is more exact than its model field, and let it be so.

    Rooms below import Wagtail's routers when they are ready, which is after this room.
    """
    ticked = install.Twin(install.Tick, read=_is_substantive)
    install.declare(StoryPage, hero=streams.DraftHero, substantive_update=ticked)
    for kind in FORMATS.values():
        install.declare(kind, **{kind.items_field: kind.draft_items})
    install.declare(TopicPage, hero=streams.DraftHero, formats=list[_FORMAT])
    install.install()


def _is_substantive(story: Any) -> bool:
    """Whether the draft is ticked; a new version begins without the tick, as in the editor."""
    is_new_version = story.live and not story.has_unpublished_changes
    return bool(story.substantive_update and not is_new_version)
