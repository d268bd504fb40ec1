"""PostgreSQL is killed, stopped and cut off while readers ask and somebody writes: 503, then all goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.cms.operations.conftest import Served
from tests.services.postgres import OwnPostgres, needs_postgres
from tests.somebody import Drafts, Somebody, ask

pytestmark = [pytest.mark.slow, needs_postgres]
# Of what was acknowledged each page must have its content, the newest version of it, and its log entry.
WHOLE = """
    SELECT page.id, page.draft_title, revision.content ->> 'title'
    FROM wagtailcore_page page
    JOIN news_storypage story ON story.page_ptr_id = page.id
    JOIN news_briefpage brief ON brief.storypage_ptr_id = page.id
    JOIN wagtailcore_revision revision ON revision.id = page.latest_revision_id
"""
TORN = """
    SELECT id FROM wagtailcore_page page WHERE id > 1 AND (
        NOT EXISTS (SELECT 1 FROM wagtailcore_page parent
            WHERE parent.path = left(page.path, length(page.path) - 4) AND parent.numchild = (
                SELECT count(*) FROM wagtailcore_page child
                WHERE child.path LIKE parent.path || '%' AND child.depth = parent.depth + 1))
        OR live AND NOT EXISTS (SELECT 1 FROM delivery_publisheddocument WHERE page_id = page.id))
"""


@contextmanager
def everybody_at_work(served: Served, database: OwnPostgres) -> Iterator[tuple[Somebody, Somebody, Drafts]]:
    """Return a reader and a writer at work, and what they were told was saved; check all of it at the end."""
    drafts = Drafts(served.port, served.token, served.section)
    writer = Somebody(drafts)
    reader = Somebody(lambda _number: ask(served.port, "GET", f"/api/v2/pages/{served.page}/")[0])
    for somebody in (writer, reader):
        somebody.start()
    try:
        yield reader, writer, drafts
    finally:
        for somebody in (writer, reader):
            somebody.stop.set()
            somebody.join()
    assert {status for _at, status in reader.seen} <= {200, 503}
    assert {status for _at, status in writer.seen} <= {201, 503}
    with psycopg.connect(database.url) as connection:
        found = {pk: titles for pk, *titles in connection.execute(WHOLE)}
        assert connection.execute(TORN).fetchall() == []
    assert {pk: [title, title] for pk, title in drafts.titles.items()}.items() <= found.items()
    assert len(drafts.titles) > 9


def first_answers(reader: Somebody, writer: Somebody, back: float, record: Any) -> None:
    took = reader.wait_for(200, since=back) - back
    record("first_answer_s", round(took, 3))
    print(f"first answer {took:.3f} s after the return")  # noqa: T201
    assert took < 2
    writer.wait_for(201, since=back)


def test_a_killed_database_gives_503_and_nothing_acknowledged_is_lost(
    served: Served, database: OwnPostgres, record_property: Any
) -> None:
    port = served.port
    with everybody_at_work(served, database) as (reader, writer, _drafts):
        for _round in range(3):
            writer.wait_for(201, count=3, since=time.monotonic())
            database.kill()
            killed = time.monotonic()
            reader.wait_for(503, count=5, since=killed)
            writer.wait_for(503, count=2, since=killed)
            assert ask(port, "GET", "/readyz")[0] == 503
            assert ask(port, "GET", "/healthz")[0] == 200
            assert ask(port, "GET", "/")[:2] == (503, "text/html; charset=utf-8")
            assert ask(port, "GET", "/admin/login/")[0] in {200, 503}
            assert ask(port, "GET", "/api/v2/pages/")[:2] == (503, "application/problem+json")
            back = database.start()
            first_answers(reader, writer, back, record_property)


@pytest.mark.long
def test_a_database_that_stands_still_gives_503_and_goes_on(
    served: Served, database: OwnPostgres, record_property: Any
) -> None:
    with everybody_at_work(served, database) as (reader, writer, _drafts):
        writer.wait_for(201, count=10, since=time.monotonic())
        database.pause()
        paused = time.monotonic()
        time.sleep(30)
        back = database.go_on()
        first_answers(reader, writer, back, record_property)
        writer.wait_for(201, count=10, since=back)

    waited = [status for at, status in reader.seen if paused < at < back]
    print(f"answers meanwhile: {len(waited)}")  # noqa: T201


def test_connections_that_are_cut_lose_nothing(
    served: Served, database: OwnPostgres, record_property: Any
) -> None:
    with everybody_at_work(served, database) as (reader, writer, _drafts):
        for _round in range(30):
            writer.wait_for(201, since=time.monotonic())
            cut = database.cut_connections()
            first_answers(reader, writer, cut, record_property)

    failed = [status for somebody in (reader, writer) for _at, status in somebody.seen if status == 503]
    print(f"503: {len(failed)} of {len(reader.seen) + len(writer.seen)}")  # noqa: T201
