"""Sends the purges that wait, together: written with the publication, sent by a worker after its commit.

Any number of workers may run: what two of them send at once is forgotten twice.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event

from django.db.models import Min, QuerySet

from cms.core import clock
from cms.core.loops import repeat
from cms.core.waits import is_running
from cms.delivery import joined
from cms.delivery.models import IndexRow
from cms.publishing.models import WaitingPurge

from . import backends, rules

logger = logging.getLogger(__name__)

INTERVAL_S = 0.3
AT_ONCE = 500  # rows
REST = timedelta(seconds=10)  # after a cache has failed
GIVE_UP = timedelta(days=1)  # a cache has forgotten by itself what it was told to keep for so long

_Kind = WaitingPurge.Kind


def run(stop: Event) -> None:
    """Send what waits until `stop` is set."""
    repeat(send_waiting, stop, logger, interval_s=INTERVAL_S, failed="purging_failed")


def send_waiting() -> int:
    """Send what is due, each kind in one purge; return how many rows are done."""
    now = clock.now()
    return _send(_Kind.KEYS, backends.purge_keys, now=now) + _send(_Kind.ADDRESSES, _purge_addresses, now=now)


def oldest() -> datetime | None:
    """Return since when the oldest purge waits."""
    found: datetime | None = WaitingPurge.objects.aggregate(oldest=Min("asked_at"))["oldest"]
    return found


def _send(kind: str, purge: Callable[[set[str]], None], *, now: datetime) -> int:
    rows = list(_due(kind, now=now).order_by("pk")[:AT_ONCE])
    if not rows:
        return 0
    mine = WaitingPurge.objects.filter(pk__in=[row.pk for row in rows])
    try:
        purge({name for row in rows for name in row.names})
    except Exception:
        # Whatever is wrong with a cache must not keep the other one waiting.
        logger.exception("purge_failed", extra={"kind": kind, "rows": len(rows)})
        mine.filter(asked_at__lt=now - GIVE_UP).delete()
        # All of the kind rest, so that a cache that is away is not asked for each publication.
        WaitingPurge.objects.filter(kind=kind).update(retry_at=now + REST)
        return 0
    mine.delete()
    return len(rows)


def _due(kind: str, *, now: datetime) -> QuerySet[WaitingPurge]:
    """Return what is to be sent; nothing while the cache rests after a failure."""
    rows = WaitingPurge.objects.filter(kind=kind)
    is_resting = rows.filter(is_running("retry_at", now=now, longest=REST)).exists()
    return rows.none() if is_resting else rows


def _purge_addresses(addresses: set[str]) -> None:
    backends.purge_addresses(addresses | set(_presenting()))


def _presenting() -> Iterator[str]:
    """Return the addresses of pages that present others, which any publication may change."""
    rows = IndexRow.objects.filter(kind=joined.KIND).values_list("document_id", "document__path")
    for pk, path in rows:
        yield from (rules.detail(pk), path)
