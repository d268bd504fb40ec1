"""Copies everything from SQLite into an empty PostgreSQL, and checks that both hold the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.db.utils import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from cms.core import clock
from cms.operations.to_postgresql import copy

CONNECT_S = 5


class Command(BaseCommand):
    """One transaction: interrupted, it leaves the new database as it was."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to."""
        parser.add_argument("url", help="of the PostgreSQL, such as postgres://user:password@host/name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Copy, report each table, and say what comes next."""
        progress = self._report if options["verbosity"] else _silent
        try:
            with _connection(options["url"]) as target:
                rows = copy.copy(target, now=clock.now(), progress=progress)
        except copy.CopyError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            text = _("A database does not answer, refuses, or is being written to: {error}")
            raise CommandError(text.format(error=error)) from error
        if options["verbosity"]:
            self.stdout.write(
                _(
                    "{rows} rows are the same in both databases. Now set DATABASE_URL to the new one, run"
                    " update_index and verify_documents, and start."
                ).format(rows=rows)
            )

    def _report(self, table: str, rows: int, done: int) -> None:
        self.stdout.write(
            _("{done:>10} rows so far; {table}: {rows}").format(done=done, table=table, rows=rows)
        )
        self.stdout.flush()


def _silent(_table: str, _rows: int, _done: int) -> None:
    """Report nothing."""


@contextmanager
def _connection(url: str) -> Iterator[Any]:
    """Return a connection to another database; it is no part of the settings, and closed in the end."""
    try:
        config: Any = dj_database_url.parse(url)
    except ValueError as error:
        raise CommandError(_("Name a database as postgres://user:password@host/name.")) from error
    config["OPTIONS"] = {"connect_timeout": CONNECT_S, **config.get("OPTIONS", {})}
    known = connections.configure_settings({DEFAULT_DB_ALIAS: {}, copy.ALIAS: config})
    connections.settings[copy.ALIAS] = known[copy.ALIAS]
    try:
        yield connections[copy.ALIAS]
    finally:
        connections[copy.ALIAS].close()
        del connections[copy.ALIAS]
        del connections.settings[copy.ALIAS]
