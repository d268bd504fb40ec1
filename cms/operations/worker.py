"""The worker: publishes what is due, makes documents anew, sends events, reminds, tidies, until told to stop.

Nothing is lost when it dies: what waits is rows in the database. Any number may run.
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections

from cms.api import idempotency
from cms.core import clock
from cms.delivery import store
from cms.moderation import reminders
from cms.publishing import rebuild, scheduler
from cms.webhooks import dispatch

from . import status

T = TypeVar("T")
logger = logging.getLogger(__name__)

INTERVAL_S = 1.0
TIDY_EVERY_S = 60.0


def run(stop: Event, *, interval_s: float = INTERVAL_S) -> None:
    """Tick until `stop` is set; a batch under way is finished first."""
    sender = Thread(target=dispatch.run, args=[stop], name="dispatch")  # so that no receiver delays a tick
    sender.start()
    tidied = -TIDY_EVERY_S
    while not stop.is_set():
        if monotonic() - tidied >= TIDY_EVERY_S:
            tidied = monotonic()
            tidy()
        if not tick():
            stop.wait(interval_s)
    sender.join()


def tidy() -> None:
    """Remind people, and forget what is old; what fails stops nothing else."""
    now = clock.now()
    for work in (reminders.remind, idempotency.forget, dispatch.forget):
        guarded(partial(work, now=now))


def tick() -> bool:
    """Do what is due and one batch of what waits; give whether there may be more at once."""
    return guarded(_publish_and_walk) or False


def guarded(work: Callable[[], T]) -> T | None:
    """Give what `work` gives; None where it failed, which is logged."""
    close_old_connections()
    try:
        return work()
    except Exception:
        # The edge of a process: the database may be away for a moment.
        logger.exception("tick_failed")
        return None


def _publish_and_walk() -> bool:
    status.beat(now=clock.now())
    scheduler.publish_due(now=scheduler.database_now())
    store.forget_changes(kept=settings.GALLEY_CHANGES_KEPT)
    return rebuild.walk(now=clock.now()) > 0
