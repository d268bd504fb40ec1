"""The worker: publishes what is due and makes documents anew, until it is told to stop.

Nothing is lost when it dies: what waits is rows in the database. Any number may run.
"""

import logging
from threading import Event

from django.db import close_old_connections

from cms.core import clock
from cms.publishing import rebuild, scheduler

logger = logging.getLogger(__name__)

INTERVAL_S = 1.0


def run(stop: Event, *, interval_s: float = INTERVAL_S) -> None:
    """Tick until `stop` is set; a batch under way is finished first."""
    while not stop.is_set():
        if not tick():
            stop.wait(interval_s)


def tick() -> bool:
    """Do what is due and one batch of what waits; give whether there may be more at once."""
    close_old_connections()
    try:
        scheduler.publish_due(now=clock.now())
        return rebuild.walk(now=clock.now()) > 0
    except Exception:
        # The edge of a process: the database may be away for a moment.
        logger.exception("tick_failed")
        return False
