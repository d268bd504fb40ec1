"""Runs the tasks that wait: each claimed by one worker, tried again where it fails, given up in the end.

Rooms enqueue Django tasks on the backend `queue`; `django_tasks_db` keeps them as rows of the transaction
that asked. Its own worker (0.13) neither tries again nor takes up what a worker that died has left, hence
this one. A task may run twice, so each is written to bear that.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.core import clock
from cms.core.loops import repeat
from cms.core.waits import backoff, has_lasted
from cms.webhooks import pause

logger = logging.getLogger(__name__)

INTERVAL_S = 0.5
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)
TRIES = 30  # so long as that is a little more than a day
LEASE = timedelta(minutes=5)  # longer than any task: a mail waits 30 s for its server
GIVEN_UP_KEPT = timedelta(days=30)
# Rows name their task by its path: those that an earlier version wrote are still run.
MOVED = {
    "cms.accounts.resets.send_link": "cms.accounts.password_resets.send_link",
    "cms.moderation.mails.deliver": "cms.core.mails.deliver",
}


def run(stop: Event) -> None:
    """Run what waits until `stop` is set; a task under way is finished first."""
    work = partial(run_one, uuid4().hex)
    repeat(work, stop, logger, interval_s=INTERVAL_S, failed="queue_failed")


def run_one(worker: str = "") -> bool:
    """Run the next task that is due; return whether there was one."""
    row = _claim(worker or uuid4().hex)
    if row is None:
        return False
    try:
        _task(row).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except Exception as error:
        # Whatever is wrong with one task must not keep the others from being run.
        logger.exception("task_failed", extra={"task": row.task_path, "tries": len(row.worker_ids)})
        _fail(row, error)
    else:
        _mine(row).delete()
    return True


def waiting() -> QuerySet["DBTaskResult[Any, Any]"]:
    """Return the tasks that are still to be done, those under way included, the oldest first."""
    return DBTaskResult.objects.exclude(status=TaskResultStatus.FAILED).order_by("enqueued_at", "pk")


def oldest() -> datetime | None:
    """Return since when the oldest task waits."""
    return waiting().values_list("enqueued_at", flat=True).first()


def given_up() -> QuerySet["DBTaskResult[Any, Any]"]:
    """Return the tasks that failed to the end, the latest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at", "pk")


def try_again() -> int:
    """Let all that were given up be tried from the beginning; return how many."""
    return given_up().update(
        status=TaskResultStatus.READY, run_after=clock.now(), worker_ids=[], finished_at=None
    )


def forget(*, now: datetime) -> None:
    """Forget what was given up long ago."""
    given_up().filter(finished_at__lt=now - GIVEN_UP_KEPT).delete()


def _claim(worker: str) -> "DBTaskResult[Any, Any] | None":
    """Take the next task. Workers skip each other's on PostgreSQL; SQLite lets one in at a time."""
    _take_up_what_died(now=clock.now())
    # Asked before the transaction: SQLite's editors do not wait for a worker with nothing to do.
    if pause.current() or not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker)
    return row


def _take_up_what_died(*, now: datetime) -> None:
    left = DBTaskResult.objects.running().filter(has_lasted("started_at", LEASE, now=now))
    if left.exists():
        left.update(status=TaskResultStatus.READY)


def _fail(row: "DBTaskResult[Any, Any]", error: Exception) -> None:
    now, tries = clock.now(), len(row.worker_ids)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if tries >= TRIES:
        values = {"status": TaskResultStatus.FAILED, "finished_at": now}
    else:
        values = {
            "status": TaskResultStatus.READY,
            "run_after": now + backoff(tries, first=FIRST_RETRY, longest=LAST_RETRY),
        }
    _mine(row).update(**values, exception_class_path=kind)


def _task(row: "DBTaskResult[Any, Any]") -> Any:
    return import_string(MOVED.get(row.task_path, row.task_path))


def _mine(row: "DBTaskResult[Any, Any]") -> QuerySet["DBTaskResult[Any, Any]"]:
    """Return the row while it is this worker's: another may have taken it up meanwhile."""
    return DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
