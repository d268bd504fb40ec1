"""The time at the edges: views, commands and hooks ask here and pass it on."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("galley_moment", default=None)


def now() -> datetime:
    """Return the current time (aware, UTC), or the moment set by `at`."""
    return _moment.get() or timezone.now()


def is_shifted() -> bool:
    """Whether `at` is in force, so that Wagtail's own stamps differ from `now()`."""
    return _moment.get() is not None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let what is published inside carry `moment` (aware): for the demo and for imports of dated stories."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
