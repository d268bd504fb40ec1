"""Whether this process should get requests: a few questions with yes or no, asked in a bounded time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from cms.operations.models import Heartbeat
from cms.publishing.freshness import rebuild

TIMEOUT_MS = 2000  # for each question; connecting has a limit of its own, in the settings
_migrated: set[str] = set()  # databases that had all migrations: none is undone under a process that runs


def report(*, now: datetime) -> dict[str, bool]:
    """Return each question's name and answer; where the database is away, all are no."""
    questions: dict[str, Callable[[], bool]] = {
        "database": _answers,
        "migrations": _is_migrated,
        "worker": partial(_ticks, now=now),
        "documents": _are_fresh,
    }
    found = dict.fromkeys(questions, False)
    for name, question in questions.items():
        found[name] = _yes(question)
        if not found["database"]:
            break
    return found


def _yes(question: Callable[[], bool]) -> bool:
    try:
        with bounded():
            return question()
    except (DatabaseError, InterfaceError):
        return False


@contextmanager
def bounded() -> Iterator[None]:
    """Let PostgreSQL give up what takes too long; readers of SQLite wait for nobody."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
        yield


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        found: bool = cursor.fetchone() == (1,)
        return found


def _is_migrated() -> bool:
    """Whether nothing is left to apply; reading what is there takes a while, so a yes is kept."""
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(name)
    return True


def _ticks(*, now: datetime) -> bool:
    quiet = timedelta(seconds=settings.GALLEY_READY_TICK_SECONDS)
    return Heartbeat.objects.filter(pk=1, at__gte=now - quiet).exists()


def _are_fresh() -> bool:
    bound = settings.GALLEY_READY_STALE_DOCUMENTS
    return rebuild.stale()[: bound + 1].count() <= bound
