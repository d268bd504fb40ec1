"""What is due: stories to go live, pages to expire. Each in a transaction of its own: none stops another."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Page, Revision

from cms.core import clock
from cms.core.waits import backoff

from .models import LateSchedule
from .transactions import in_one_transaction

logger = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Report:
    """How many pages went live, how many expired, and the ids of pages that could not."""

    published: int
    expired: int
    failed: list[int]


def database_now() -> datetime:
    """Return the database's time: schedulers on several machines obey one clock."""
    if connection.vendor != "postgresql":
        return clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return cast("datetime", now)


def publish_due(*, now: datetime) -> Report:
    """Publish and expire what is due at `now`; any number of schedulers may run at once.

    A page that can't go live is logged and tried again later and later; the others are not kept waiting.
    """
    failed: list[int] = []
    expired = [_tried(pk, partial(_expire, pk, now=now), failed, now=now) for pk in _expired_ids(now)]
    published = [_tried(page, partial(_publish, pk, now=now), failed, now=now) for pk, page in _due_ids(now)]
    return Report(published=sum(published), expired=sum(expired), failed=failed)


def late() -> list[LateSchedule]:
    """Return the pages whose hour has passed in vain, the longest failing first."""
    return list(LateSchedule.objects.order_by("-attempts", "page"))


def forget(page_id: int) -> None:
    """Let a page that failed be tried at its hour again: it went live, or was approved again."""
    LateSchedule.objects.filter(page_id=page_id).delete()


def _expired_ids(now: datetime) -> list[int]:
    due = Page.objects.filter(live=True, expire_at__lt=now).exclude(pk__in=_resting(now))
    return list(due.order_by("expire_at", "pk").values_list("pk", flat=True))


def _due_ids(now: datetime) -> list[tuple[int, int]]:
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    resting = set(_resting(now))
    found = ((pk, int(page)) for pk, page in due.values_list("pk", "object_id"))
    return [(pk, page) for pk, page in found if page not in resting]


def _resting(now: datetime) -> QuerySet[LateSchedule, int]:
    return LateSchedule.objects.filter(retry_at__gt=now).values_list("page_id", flat=True)


def _tried(page_id: int, work: Callable[[], bool], failed: list[int], *, now: datetime) -> bool:
    try:
        done = in_one_transaction(work)
    except Exception as error:
        # The edge of a process: whatever is wrong with one page must not keep the others from their hour.
        attempts = _note_failure(page_id, error, now=now)
        logger.exception("schedule_failed", extra={"page_id": page_id, "attempts": attempts})
        failed.append(page_id)
        return False
    forget(page_id)
    return done


def _note_failure(page_id: int, error: Exception, *, now: datetime) -> int:
    if not Page.objects.filter(pk=page_id).exists():
        return 0
    row, _ = LateSchedule.objects.get_or_create(page_id=page_id, defaults={"retry_at": now})
    row.attempts += 1
    row.retry_at = now + backoff(row.attempts, first=FIRST_RETRY, longest=LAST_RETRY)
    row.reason = f"{type(error).__name__}: {error}"
    row.save()
    return row.attempts


def _expire(page_id: int, *, now: datetime) -> bool:
    page = Page.objects.select_for_update().filter(pk=page_id, live=True, expire_at__lt=now).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(revision_id: int, *, now: datetime) -> bool:
    # Locked and asked again: another scheduler may have been faster.
    due = Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__lte=now).first()
    if due is None:
        return False
    due.publish(log_action="wagtail.publish.scheduled")
    return True
