"""The whole database as one value: what "exactly as before" means in a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models.signals import pre_save

from cms.delivery.models import Change

World = dict[str, list[str]]

# Logging in writes a session and the time of the last login.
LOGINS = frozenset({"django_session", "auth_user"})


def world() -> World:
    """Return every row of every table as the database holds it, logins aside."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in LOGINS]
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # no name is input
    return sorted(repr(row) for row in cursor.fetchall())


class Broken(Exception):  # noqa: N818
    """What the faults of these tests raise."""


class BrokenProjection:
    """A projection that fails."""

    def __init__(self, projection: Any) -> None:
        self.body_schema = projection.body_schema
        self.card_schema = projection.card_schema

    def project(self, _page: Any) -> Any:
        """Fail."""
        raise Broken


@contextmanager
def changes_cannot_be_written() -> Iterator[None]:
    """Let the database's last step of every withdrawal fail."""

    def fail(**_kwargs: Any) -> None:
        raise Broken

    pre_save.connect(fail, sender=Change, weak=False, dispatch_uid="tests.broken")
    try:
        yield
    finally:
        pre_save.disconnect(sender=Change, dispatch_uid="tests.broken")
