"""Copies of the database as it was at one moment, while others write; and how one becomes the database."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from .manifests import BackupError

Rows = dict[str, int]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.dump"}


def tables() -> list[str]:
    """Return the tables of our models that are there."""
    return sorted(connection.introspection.django_table_names(only_existing=True))


def counts() -> Rows:
    """Return the number of rows of each table."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        found = {}
        for table in tables():
            cursor.execute(f"SELECT COUNT(*) FROM {quoted(table)}")  # noqa: S608  # our own tables
            found[table] = int(cursor.fetchone()[0])
    return found


@dataclass(frozen=True)
class Copy:
    """What a copy holds: the rows of each table, and the names of files of pictures."""

    rows: Rows
    files: frozenset[str]


def copy(path: Path) -> Copy:
    """Write a copy to `path`, in place of an older one; say what it holds."""
    path.unlink(missing_ok=True)
    return _copy_sqlite(path) if connection.vendor == SQLITE else _copy_postgresql(path)


def put_back(path: Path) -> None:
    """Let the copy at `path` be the database, which must be empty."""
    _put_back_sqlite(path) if connection.vendor == SQLITE else _put_back_postgresql(path)


def _files_query() -> str:
    image = get_image_model()
    models = (image, image.get_rendition_model())
    return " UNION ".join(f"SELECT file FROM {connection.ops.quote_name(m._meta.db_table)}" for m in models)  # noqa: S608


def _copy_sqlite(path: Path) -> Copy:
    names = tables()
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)  # all pages in one step: one moment, and writers go on
        target.execute("PRAGMA journal_mode=DELETE")
        if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError(_("The copy of the database is damaged, and so may be the database."))
        quoted = connection.ops.quote_name
        rows = {
            name: int(target.execute(f"SELECT COUNT(*) FROM {quoted(name)}").fetchone()[0])  # noqa: S608
            for name in names
        }
        return Copy(rows, frozenset(name for (name,) in target.execute(_files_query())))


def _put_back_sqlite(path: Path) -> None:
    name = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    new = name.with_name(f".{name.name}.new")
    shutil.copyfile(path, new)
    with new.open("rb") as data:
        os.fsync(data.fileno())
    for suffix in ("-wal", "-shm"):  # of the empty database; they would be read into the new one
        name.with_name(name.name + suffix).unlink(missing_ok=True)
    new.replace(name)


def _copy_postgresql(path: Path) -> Copy:
    """Count and dump in one snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = counts()
        cursor.execute(_files_query())
        files = frozenset(name for (name,) in cursor.fetchall())
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
    return Copy(rows, files)


def _put_back_postgresql(path: Path) -> None:
    connection.close()
    name = str(connection.settings_dict["NAME"])
    options = ("--single-transaction", "--clean", "--if-exists", "--no-owner", "--no-privileges")
    _run("pg_restore", *options, f"--dbname={name}", str(path))


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password is in no list of processes."""
    if shutil.which(program) is None:
        raise BackupError(
            _("{program} was not found: install the PostgreSQL client of the server’s version.").format(
                program=program
            )
        )
    done = subprocess.run(  # noqa: S603
        [program, *arguments], env=os.environ | _login(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(_("{program} failed: {why}").format(program=program, why=done.stderr.strip()))


def _login() -> Mapping[str, str]:
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    settings = connection.settings_dict
    found = {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
    mode = settings.get("OPTIONS", {}).get("sslmode")
    return found | ({"PGSSLMODE": str(mode)} if mode else {})
