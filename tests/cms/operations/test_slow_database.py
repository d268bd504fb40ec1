"""PostgreSQL that takes too long, or lets nobody in: readers hear so within seconds, editors wait longer."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

import psycopg
import pytest

from tests.cms.operations.conftest import Served
from tests.services.postgres import OwnPostgres, needs_postgres
from tests.services.server import HOST
from tests.somebody import Drafts, ask

pytestmark = [pytest.mark.slow, needs_postgres]
DOCUMENTS = "delivery_publisheddocument"
SLOW = """
    ALTER TABLE delivery_publisheddocument RENAME TO quick;
    CREATE VIEW delivery_publisheddocument AS
        SELECT quick.* FROM quick, LATERAL (SELECT pg_sleep(30)) AS long;
"""
LIMIT_S = 5.0


@contextmanager
def locked(database: OwnPostgres, table: str) -> Iterator[None]:
    """Hold a table as a migration would."""
    with psycopg.connect(database.url) as connection:
        connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")  # type: ignore[arg-type]
        yield
        connection.rollback()


def read(served: Served, path: str) -> tuple[int, str, str, float]:
    """Return status, media type, Retry-After, and the seconds that it took."""
    start = time.monotonic()
    connection = HTTPConnection(HOST, served.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    took = time.monotonic() - start
    return answer.status, answer.headers["Content-Type"], answer.headers.get("Retry-After", ""), took


def check_that_readers_hear_soon(served: Served) -> None:
    paths = {
        f"/api/v2/pages/{served.page}/": "application/problem+json",
        "/api/v2/pages/": "application/problem+json",
        "/api/v2/changes/": "application/problem+json",
        "/": "text/html; charset=utf-8",
    }
    with ThreadPoolExecutor(len(paths)) as crowd:
        for (path, media_type), answer in zip(
            paths.items(), crowd.map(lambda path: read(served, path), paths), strict=True
        ):
            assert answer[:3] == (503, media_type, "2"), path
            assert answer[3] < LIMIT_S + 1, path


def test_a_lock_or_a_long_statement_ends_as_503_within_seconds(served: Served, database: OwnPostgres) -> None:
    page = f"/api/v2/pages/{served.page}/"
    assert read(served, page)[0] == 200

    with locked(database, f"{DOCUMENTS}, delivery_change"):
        check_that_readers_hear_soon(served)
    assert read(served, page)[0] == 200

    with psycopg.connect(database.url) as connection:
        connection.execute(SLOW)  # type: ignore[arg-type]
    assert read(served, page)[:3] == (503, "application/problem+json", "2")


def test_a_writer_outwaits_what_readers_do_not(served: Served, database: OwnPostgres) -> None:
    write = Drafts(served.port, served.token, served.section)
    with ThreadPoolExecutor(2) as crowd, locked(database, "wagtailcore_page"):
        start = time.monotonic()
        reading = crowd.submit(read, served, f"/api/v2/pages/{served.page}/")
        writing = crowd.submit(write, 1)
        time.sleep(LIMIT_S)
        assert reading.result()[0] == 503
        assert not writing.done()
    assert writing.result() == 201
    assert time.monotonic() - start > LIMIT_S


def test_limits_follow_the_request_on_a_connection_that_stays(served: Served, database: OwnPostgres) -> None:
    """Each thread keeps its connection; whatever it served before, the next reader is not kept waiting."""
    for _ in range(16):
        assert ask(served.port, "GET", "/admin/login/")[0] == 200
        assert ask(served.port, "GET", "/api/v3/profile/", token=served.token)[0] in {200, 404}

    with locked(database, DOCUMENTS):
        status, _type, _after, took = read(served, f"/api/v2/pages/{served.page}/")

    assert (status, took < LIMIT_S + 1) == (503, True)
