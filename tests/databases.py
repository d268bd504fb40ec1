"""Databases of their own for tests with threads or processes, on the engine that the tests run on.

What such a test writes is committed, so it must not be the database that the other tests share. On SQLite a
database is a file in a folder of the test. On PostgreSQL it is made on the server of DATABASE_URL, and goes.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import time_machine
from django.db import connection, connections
from django.utils import timezone
from psycopg import sql

FILE = "galley.sqlite3"


def is_postgresql() -> bool:
    """Whether the tests run on PostgreSQL."""
    return connection.vendor == "postgresql"


@contextmanager
def pristine_copy() -> Iterator[None]:
    """Keep the test database as it is now while the tests run: PostgreSQL copies no database in use."""
    if not is_postgresql():
        yield
        return
    connections.close_all()
    name, source = _pristine(), connection.settings_dict["NAME"]
    _drop(name)
    _create(name, source)
    try:
        yield
    finally:
        _drop(name)


@contextmanager
def database_of_its_own(folder: Path) -> Iterator[None]:
    """Work on a copy of the test database that other connections see too: `connect` opens them."""
    shared = connections["default"]
    with _copied(folder, shared) as name:
        connections["default"] = connect(name)
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = shared


@contextmanager
def _copied(folder: Path, shared: Any) -> Iterator[str]:
    if is_postgresql():
        with _on_server(_pristine()) as name:
            yield name
    else:
        path = folder / FILE
        shared.ensure_connection()
        # Not by `backup`, which waits for ever for the transaction that the test itself is in.
        path.write_bytes(shared.connection.serialize())
        yield str(path)


def connect(name: str) -> Any:
    """Return another connection, not yet open, for the thread that asks."""
    other = connections["default"].copy()
    other.settings_dict["NAME"] = name
    one_clock(other)
    return other


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Return the URL of a database without a table, for processes."""
    if is_postgresql():
        with _on_server("template1") as name:
            yield _url(name)
    else:
        yield f"sqlite:///{folder / FILE}"


@contextmanager
def copy_of(url: str, folder: Path) -> Iterator[str]:
    """Return the URL of a copy of a database that nobody is connected to."""
    source = urlsplit(url).path[1:]
    if is_postgresql():
        with _on_server(source) as name:
            yield _url(name)
    else:
        yield f"sqlite:///{shutil.copy(source, folder / FILE)}"


@contextmanager
def raw_connection(url: str) -> Iterator[Any]:
    """Return a connection of the engine's own driver; what was written is committed at the end."""
    if url.startswith("postgres"):
        with psycopg.connect(url) as opened:
            yield opened
    else:
        with closing(sqlite3.connect(urlsplit(url).path[1:])) as opened, opened:
            yield opened


@contextmanager
def numbers_given_back() -> Iterator[None]:
    """Let ids begin again where they were, as on SQLite: no rollback takes PostgreSQL's sequences back."""
    if not is_postgresql():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
        names, numbers = zip(*cursor.fetchall(), strict=True)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(name::regclass, coalesce(number, 1), number IS NOT NULL)"
                " FROM unnest(%s::text[], %s::bigint[]) AS before(name, number)",
                [list(names), list(numbers)],
            )


def one_clock(database: Any) -> None:
    """Let a connection's database tell the time to which a test travelled, as SQLite does."""
    if database.vendor == "postgresql":
        database.execute_wrappers.append(_told_the_time)


def _told_the_time(execute: Any, statement: Any, parameters: Any, *rest: Any) -> Any:
    if statement == "SELECT clock_timestamp()" and time_machine.escape_hatch.is_travelling():
        return execute("SELECT %s::timestamptz", [timezone.now()], *rest)
    return execute(statement, parameters, *rest)


@contextmanager
def _on_server(template: str) -> Iterator[str]:
    name = f"galley_{uuid4().hex}"
    _create(name, template)
    try:
        yield name
    finally:
        _drop(name)


def _pristine() -> str:
    return f"{connection.settings_dict['NAME']}_pristine"


def url_of(name: str) -> str:
    """Return the URL of a database that `connections` names so."""
    return _url(name) if is_postgresql() else f"sqlite:///{name}"


def _url(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _create(name: str, template: str) -> None:
    _tell("CREATE DATABASE {} TEMPLATE {}", name, template)


def _drop(name: str) -> None:
    # By force: a process that was killed may still be connected.
    _tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _tell(statement: str, *names: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
