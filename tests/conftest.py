"""Fixtures that every room's tests share."""

import pytest
from django.core.cache import cache
from django.test import Client

from .newsroom import Newsroom


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the goldens of the contract be written anew, to be read as a difference."""
    parser.addoption("--write-goldens", action="store_true", help="write tests/contract/goldens/*.json")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Wagtail keeps site roots in the process's cache, which outlives a test's transaction."""
    cache.clear()


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    """Give a newsroom with two review steps."""
    return Newsroom()


@pytest.fixture
def reader() -> Client:
    """Give a browser that nobody is logged in with, at the public address."""
    return Client(SERVER_NAME="example.org", SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
