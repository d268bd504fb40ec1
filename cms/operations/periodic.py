"""Turns of what is done now and then: one of any number of workers does it, the others leave it."""

from datetime import datetime, timedelta

from django.db.models import Q

from .models import Turn


def take(name: str, *, every: timedelta, now: datetime) -> bool:
    """Return whether it is this worker's turn to do what is done `every` so often; no other's, then."""
    _, is_new = Turn.objects.get_or_create(name=name, defaults={"at": now})
    if is_new:
        return True
    # A clock that was set back would let everybody wait until it has caught up.
    is_due = Q(at__lte=now - every) | Q(at__gt=now + every)
    return Turn.objects.filter(is_due, name=name).update(at=now) == 1
