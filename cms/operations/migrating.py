"""Migrations beside a server that goes on: they wait for a lock a moment, let others by, and try again."""

import logging
import time
from collections.abc import Callable

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

LOCK_S = 2  # who waits for a table holds up all that come after; readers bear twice as long (`core.patience`)
REST_S = 3
TRIES = 20
LOCK_NOT_AVAILABLE = "55P03"


def beside_others(migrate: Callable[[], object], connection: BaseDatabaseWrapper) -> None:
    """Run `migrate`, which bears it: what gets no lock on PostgreSQL soon is tried again for a while."""
    if connection.vendor != "postgresql":
        migrate()
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {LOCK_S * 1000}")
    for tries in range(1, TRIES + 1):
        try:
            migrate()
            return
        except OperationalError as error:
            if tries == TRIES or getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
        logger.warning("migration_waits", extra={"tries": tries})
        time.sleep(REST_S)
