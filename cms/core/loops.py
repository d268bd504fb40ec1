"""The edge of a thread or process that must go on: what fails is logged, and stops nothing else."""

import logging
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from django.db import close_old_connections, connections

T = TypeVar("T")


def guarded(work: Callable[[], T], logger: logging.Logger, *, failed: str) -> T | None:
    """Return what `work` gives; None where it failed, which is logged as `failed`.

    Connections that went bad are closed first and last: the database may have been away for a moment.
    """
    close_old_connections()
    try:
        return work()
    except Exception:
        logger.exception(failed)
        return None
    finally:
        close_old_connections()


def repeat(
    work: Callable[[], object], stop: Event, logger: logging.Logger, *, interval_s: float, failed: str
) -> None:
    """Do `work` until `stop` is set, resting where it gives nothing true; for the whole of a thread."""
    try:
        while not stop.is_set():
            if not guarded(work, logger, failed=failed):
                stop.wait(interval_s)
    finally:
        connections.close_all()
