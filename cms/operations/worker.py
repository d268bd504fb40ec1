"""The worker: publishes what is due, makes documents again, sends events and purges, runs tasks, tidies.

Nothing is lost when it dies: what waits is rows in the database. Any number may run.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

from django.conf import settings

from cms.accounts import rights_audit, throttles
from cms.api.newsroom import idempotency
from cms.core import clock
from cms.core.loops import guarded
from cms.delivery import store
from cms.moderation.notifications import reminders
from cms.preview import grants
from cms.publishing import scheduler
from cms.publishing.freshness import rebuild
from cms.publishing.purging import queue as purge_queue
from cms.webhooks import dispatch

from . import periodic, queue, retention
from .probes import status

logger = logging.getLogger(__name__)

INTERVAL_S = 1.0
TICK_EVERY = timedelta(seconds=INTERVAL_S / 2)
TIDY_EVERY = timedelta(minutes=1)
TIDYING = {
    "reminders": reminders.remind,
    "idempotency": idempotency.forget,
    "events": dispatch.forget,
    "tasks": queue.forget,
    "previews": grants.forget,
    "throttles": throttles.forget,
    "rights": rights_audit.look,
    "revisions": retention.forget,
}


def run(stop: Event, *, interval_s: float = INTERVAL_S) -> None:
    """Tick until `stop` is set; what is under way is finished first."""
    # Each in a thread of its own, so that no receiver, cache or mail server delays a tick or another.
    others = [
        Thread(target=work.run, args=[stop], name=name)
        for name, work in (("dispatch", dispatch), ("queue", queue), ("purges", purge_queue))
    ]
    for thread in others:
        thread.start()
    while not stop.is_set():
        guarded(tidy, logger, failed="tidying_failed")
        if not guarded(tick, logger, failed="tick_failed"):
            stop.wait(interval_s)
    for thread in others:
        thread.join()


def tidy() -> None:
    """Remind people, and forget what is old, once a minute whatever the number of workers."""
    now = clock.now()
    if periodic.take("tidying", every=TIDY_EVERY, now=now):
        for name, work in TIDYING.items():
            guarded(partial(work, now=now), logger, failed=f"{name}_failed")


def tick() -> bool:
    """Do what is due and one batch of what waits; return whether there may be more at once."""
    now = clock.now()
    status.beat(now=now)
    if periodic.take("tick", every=TICK_EVERY, now=now):
        guarded(_publish, logger, failed="tick_failed")
    return rebuild.walk(now=now) > 0


def _publish() -> None:
    now: datetime = scheduler.database_now()
    scheduler.publish_due(now=now)
    store.forget_changes(kept=settings.GALLEY_CHANGES_KEPT)
