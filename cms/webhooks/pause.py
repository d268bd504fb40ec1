"""Holds all sending, until an operator says go: receivers must not hear of what a restored copy repeats."""

from datetime import datetime

from django.db.models import Exists, Q

from .models import Pause


def begin(*, now: datetime, reason: str) -> None:
    """Send nothing from now on; publications go on, and their events wait in the log."""
    Pause.objects.get_or_create(pk=1, defaults={"since": now, "reason": reason})


def end() -> bool:
    """Send again; return whether anything was held."""
    return bool(Pause.objects.all().delete()[0])


def current() -> Pause | None:
    """Return the pause that holds sending, if there is one."""
    return Pause.objects.first()


def nothing_holds() -> Q:
    """Return the condition, for a query, that nothing holds sending."""
    return ~Q(Exists(Pause.objects.all()))
