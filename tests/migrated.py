"""The tables as the migrations leave them, kept from one run of the tests to the next: it saves ten seconds.

On SQLite alone. The copy in var/ is named for what the migrations are made of; it is read into memory before
Django migrates, which then finds nothing left to do.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import chain
from pathlib import Path

from django.db import connection

from cms.settings.env import ROOT

from .databases import is_postgresql

FOLDER = ROOT / "var" / "tests"
MADE_OF = ("requirements/base.txt", "cms/settings/base.py", "*/migrations/*.py", "cms/*/migrations/*.py")


@contextmanager
def read_in() -> Iterator[None]:
    """Fill the database of the tests from the copy, if there is one. Nobody may have opened it before."""
    if is_postgresql() or not _copy().exists():
        yield
        return
    name = connection.creation._get_test_db_name()
    # A database in memory lasts for as long as somebody is connected.
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with closing(sqlite3.connect(_copy())) as copy:
            copy.backup(memory)
        yield


def keep() -> None:
    """Keep a copy of the database of the tests, if there is none; those of other migrations go."""
    path = _copy()
    if is_postgresql() or path.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    half.rename(path)  # whole, or not at all: several processes may do this at once


def _copy() -> Path:
    sources = sorted(chain.from_iterable(ROOT.glob(pattern) for pattern in MADE_OF))
    digest = sha256(b"".join(source.read_bytes() for source in sources))
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"
