"""The outbox: events are written in the transaction of what they tell of, and numbered after its commit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Min

from cms.core.json import canonical

from .models import Endpoint, Event, Log

BATCH = 1000


class NoTransaction(RuntimeError):  # noqa: N818
    """An event was to be written outside the transaction of what it tells of."""


def record_event(
    kind: str,
    *,
    now: datetime,
    data: Mapping[str, Any],
    uuid: UUID,
    page_type: str,
    keys: Iterable[str] = (),
    sequence: int | None = None,
) -> Event:
    """Write an event of a page; `data` (JSON types) is public, or a review's for colleagues.

    Raises NoTransaction outside a transaction: what was told would not be what happened. `sequence` is the
    change's; it rises with each change of a page, so that receivers drop what is older.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{kind} must be recorded in the transaction of what it tells of.")
    event = Event(type=kind, at=now, sequence=sequence, page_type=page_type, keys=sorted(keys))
    event.body = body_of(event, {"uuid": str(uuid), "page_type": page_type, **data})
    event.save()
    return event


def body_of(event: Event, data: Mapping[str, Any]) -> bytes:
    """Return the body that every attempt sends (Standard Webhooks: type, timestamp, data; and the id)."""
    at = event.at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return canonical({"id": event.uid, "type": event.type, "timestamp": at, "data": dict(data)})


def number_new() -> int:
    """Number committed events in the log; return how many got one.

    A place is given after the commit, so that no reader of the log passes one that is committed later. Ids of
    public events are in the order of their commits: they are drawn under the sequence's lock.
    """
    if not Event.objects.filter(number=None).exists():
        return 0
    with transaction.atomic():
        Log.objects.get_or_create(pk=1)
        Log.objects.filter(pk=1).update(last=F("last"))  # the lock: one numbers at a time
        last = Log.objects.get(pk=1).last
        new = list(Event.objects.filter(number=None).order_by("pk")[:BATCH])
        for number, event in enumerate(new, start=last + 1):
            event.number = number
        Event.objects.bulk_update(new, ["number"])
        Log.objects.filter(pk=1).update(last=last + len(new))
    return len(new)


def forget(*, kept: int) -> int:
    """Forget all but the newest `kept` events; those that an endpoint still waits for stay."""
    waiting = Endpoint.objects.filter(is_enabled=True).aggregate(first=Min("position"))["first"]
    last = end() - kept
    last = last if waiting is None else min(last, waiting)
    old = Event.objects.filter(number__lte=last, deliveries=None)
    return old.delete()[0] if last > 0 else 0


def before_sequence(sequence: int) -> int:
    """Return the number after which a replay begins that tells all that changed after a sequence."""
    first = Event.objects.filter(sequence__gt=sequence, number__isnull=False).order_by("number").first()
    return first.number - 1 if first and first.number else end()


def end() -> int:
    """Return the number of the newest event in the log."""
    return Log.objects.filter(pk=1).values_list("last", flat=True).first() or 0
