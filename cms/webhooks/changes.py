"""Public events, made of the changes that readers see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from .kinds import STORY
from .outbox import record_event

GONE = frozenset({"unpublished", "deleted"})
KINDS = frozenset({"published", "updated", "moved", *GONE})

# Which page types are told of as what; rooms above add theirs.
_nouns: dict[str, str] = {}


class Told(Protocol):
    """A change as delivery writes it."""

    sequence: int
    kind: str
    uuid: UUID | None
    type: str
    path: str
    previous_path: str
    etag: str


def register(page_type: str, noun: str) -> None:
    """Let changes of a page type (`news.BriefPage`) be told of as `noun` (`story` or `topic`)."""
    _nouns[page_type] = noun


def page_types() -> list[str]:
    """Return the page types that events tell of."""
    return sorted(_nouns)


def is_told(change: Told) -> bool:
    """Whether a change has an event: changes of other pages, and of many at once, have none."""
    return change.type in _nouns and change.kind in KINDS and change.uuid is not None


def record(
    page_id: int, change: Told, *, keys: Iterable[str], previous_paths: Iterable[str], now: datetime
) -> None:
    """Write the event of a change that is told, in its transaction."""
    if change.uuid is None:
        return
    kind = f"{STORY}.{change.kind}" if _nouns[change.type] == STORY else "topic.updated"
    topics = sorted(keys)
    record_event(
        kind,
        now=now,
        data=_data(page_id, change, topics, previous_paths),
        uuid=change.uuid,
        page_type=change.type,
        keys=topics,
        sequence=change.sequence,
    )


def _data(page_id: int, change: Told, topics: list[str], previous_paths: Iterable[str]) -> dict[str, Any]:
    is_gone = change.kind in GONE
    origin = settings.GALLEY_FRONTEND_URL or settings.GALLEY_BASE_URL
    return {
        "page_id": page_id,
        "sequence": change.sequence,
        "version": change.sequence,
        "change": str(change.kind),
        "api_url": None if is_gone else f"{settings.GALLEY_BASE_URL}/api/v2/pages/{page_id}/",
        "html_url": None if is_gone else origin + change.path,
        "path": None if is_gone else change.path,
        "etag": change.etag or None,
        "previous_paths": sorted({path for path in previous_paths if path}),
        "topics": topics,
    }
