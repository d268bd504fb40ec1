"""Waits: how long after a failure, and the conditions by which queries find those that are over.

A clock that was set back would let what waits go on until it has caught up. So no wait counts that ends, or
began, further ahead than any may.
"""

from datetime import datetime, timedelta

from django.db.models import Q

_MOST_DOUBLINGS = 16  # far beyond every ceiling, so that no product is too large for a timedelta


def backoff(failures: int, *, first: timedelta, longest: timedelta, factor: int = 2) -> timedelta:
    """Return how long to wait after so many failures: `first`, multiplied each time, up to `longest`."""
    found: timedelta = min(first * factor ** min(failures - 1, _MOST_DOUBLINGS), longest)
    return found


def is_over(end: str, *, now: datetime, longest: timedelta) -> Q:
    """Return the condition for rows whose wait, until the time in field `end`, is over."""
    return _outside(end, now, now + longest)


def is_running(end: str, *, now: datetime, longest: timedelta) -> Q:
    """Return the condition for rows whose wait goes on until the time in field `end`."""
    return Q(**{f"{end}__gt": now, f"{end}__lte": now + longest})


def has_lasted(start: str, span: timedelta, *, now: datetime) -> Q:
    """Return the condition for rows in which what began at field `start` has lasted for `span`."""
    return _outside(start, now - span, now + span)


def _outside(field: str, first: datetime, last: datetime) -> Q:
    return Q(**{f"{field}__lte": first}) | Q(**{f"{field}__gt": last})
