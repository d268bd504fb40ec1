"""Turns of what is done now and then: one of any number of workers does it, the others leave it."""

from datetime import datetime, timedelta

from cms.core.waits import has_lasted

from .models import Turn


def take(name: str, *, every: timedelta, now: datetime) -> bool:
    """Return whether it is this worker's turn to do what is done `every` so often; no other's, then."""
    _, is_new = Turn.objects.get_or_create(name=name, defaults={"at": now})
    if is_new:
        return True
    return Turn.objects.filter(has_lasted("at", every, now=now), name=name).update(at=now) == 1
