"""Hostile requests at every public endpoint: answered or refused as problems, and never dear."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom import FORMATS, Newsroom

from . import hostile

pytestmark = pytest.mark.slow
SharedRows = Callable[[], AbstractContextManager[None]]
LEAST, MOST_QUERIES = 250, 15


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[None]:
    with shared_rows():
        newsroom = Newsroom()
        for kind in FORMATS:
            newsroom.live(kind, slug=kind, hero=[], no_picture=True)
        newsroom.topic_page("Yemen")
        yield


def requests() -> list[str]:
    """Return addresses below the API, each once."""
    queries = {
        "pages/": (*hostile.LISTS, *hostile.SEARCHES, *hostile.DEAR, *hostile.MIN_SEQUENCES),
        "pages/find/": (*hostile.PATHS, *hostile.MIN_SEQUENCES),
        "changes/": (*hostile.CHANGES, *hostile.MIN_SEQUENCES),
        "calendar/": (*hostile.DAYS, *hostile.MIN_SEQUENCES),
        "calendar.ics": hostile.DAYS,
    }
    for listed in ("topics/", "authors/", "series/", "redirects/", "menus/", "site/", "openapi.json"):
        queries[listed] = (*hostile.WHOLE_NUMBERS, *hostile.MIN_SEQUENCES)
    found = [f"{endpoint}?{query}" for endpoint, asked in queries.items() for query in asked]
    found += [f"pages/{page_id}/" for page_id in hostile.PAGE_IDS]
    named = ("topics/{}/", "authors/{}/", "series/{}/", "series/{}.csv", "{}", "{}/", "pages/{}")
    found += [pattern.format(name) for pattern in named for name in hostile.NAMES]
    return list(dict.fromkeys(found))


def test_no_request_is_a_server_error_or_costs_much(
    shared: None, db: None, reader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    slowest = (0.0, "")
    found = []

    for address in requests():
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            answer = reader.get(f"/api/v2/{address}")
            slowest = max(slowest, ((time.perf_counter() - began) * 1000, address[:100]))
        is_problem = answer["Content-Type"] == "application/problem+json"
        if answer.status_code >= 500 or (answer.status_code >= 400) is not is_problem:
            found.append((address[:200], answer.status_code, answer.content[:200]))
        if len(queries) > MOST_QUERIES:
            found.append((address[:200], "queries", len(queries)))

    print(f"{len(requests())} requests, the slowest took {slowest[0]:.0f} ms: {slowest[1]}")  # noqa: T201
    assert found == []


def test_there_are_enough_of_them() -> None:
    assert len(requests()) > LEAST
