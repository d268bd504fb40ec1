"""What is due: stories to go live, pages to expire. Each in a transaction of its own: none stops another."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from wagtail.models import Page, Revision

from .transactions import in_one_transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """How many pages went live, how many expired, and the ids of pages that could not."""

    published: int
    expired: int
    failed: list[int]


def publish_due(*, now: datetime) -> Report:
    """Publish and expire what is due at `now`; any number of schedulers may run at once.

    A page that can't go live is logged and tried again at the next run; the others are not kept waiting.
    """
    failed: list[int] = []
    expired = [_tried(pk, partial(_expire, pk, now=now), failed) for pk in _expired_ids(now)]
    published = [_tried(page, partial(_publish, pk, now=now), failed) for pk, page in _due_ids(now)]
    return Report(published=sum(published), expired=sum(expired), failed=failed)


def _expired_ids(now: datetime) -> list[int]:
    due = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")
    return list(due.values_list("pk", flat=True))


def _due_ids(now: datetime) -> list[tuple[int, int]]:
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    return [(pk, int(page)) for pk, page in due.values_list("pk", "object_id")]


def _tried(page_id: int, work: Callable[[], bool], failed: list[int]) -> bool:
    try:
        return in_one_transaction(work)
    except Exception:
        # The edge of a process: whatever is wrong with one page must not keep the others from their hour.
        logger.exception("schedule_failed", extra={"page_id": page_id})
        failed.append(page_id)
        return False


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
