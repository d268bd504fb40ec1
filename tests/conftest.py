"""Fixtures that every room's tests share."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from cms.core import clock
from cms.publishing.freshness import rebuild

from . import migrated
from .databases import one_clock, pristine_copy
from .newsroom import Newsroom


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the goldens of the contract be written again, and the machines run for longer."""
    parser.addoption("--write-goldens", action="store_true", help="write tests/contract/goldens/*.json")
    parser.addoption("--histories", type=int, default=60, help="how many the freshness machine makes up")
    parser.addoption("--explore", action="store_true", help="let the machines make up histories of their own")
    parser.addoption(
        "--rounds", type=int, default=2, help="how many backups are restored and processes killed"
    )
    parser.addoption("--events", type=int, default=1000, help="how many events come through the storm")
    parser.addoption("--requests", type=int, default=20, help="how many of a kind Schemathesis makes up")


def pytest_sessionstart() -> None:
    """Let the collector pass over what is there for good, and come seldom: tests keep little."""
    gc.freeze()
    gc.set_threshold(200_000)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Wagtail keeps site roots in the process's cache, which outlives a test's transaction."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Have the tables before Django asks for them: this is called right before it makes the database."""
    with migrated.read_in():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Write the newsroom that every test starts from once a process: it takes a fifth of a second."""
    one_clock(connection)
    with django_db_blocker.unblock():
        migrated.keep()
        cache.clear()
        Newsroom()
        while rebuild.walk(now=clock.now()):
            pass
    with pristine_copy():
        yield


@pytest.fixture(scope="session")
def shared_rows(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """Return a context for fixtures of a whole module: what is written inside goes when it ends.

    For tests that only read. Each of them still asks for `db`, and with it for a savepoint of its own.
    """

    @contextmanager
    def context() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            cache.clear()
            yield
            transaction.set_rollback(True)

    return context


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    """Return a newsroom with two review steps."""
    return Newsroom()


@pytest.fixture
def reader() -> Client:
    """Return a browser that nobody is logged in with, at the public address."""
    return Client(SERVER_NAME="example.org", SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
