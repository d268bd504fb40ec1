"""PostgreSQL is killed while the server answers and somebody writes: 503 meanwhile, then all goes on."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.postgres import OwnPostgres, needs_postgres, own_postgres
from tests.server import HOST, free_port, run, serving
from tests.somebody import Somebody, ask

pytestmark = [pytest.mark.slow, needs_postgres]
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.newsroom import Newsroom
newsroom = Newsroom()
print(newsroom.news.pk, newsroom.live(hero=[], no_picture=True).pk)
"""


@pytest.fixture
def served(tmp_path: Any) -> Iterator[tuple[OwnPostgres, int, int, int, str]]:
    """Give a database server, the port of a web server on it, section, page and a writer's token."""
    port = free_port()
    with own_postgres() as database:
        environment = os.environ | {
            "DATABASE_URL": database.url,
            "GALLEY_DATA_DIR": str(tmp_path),
            "GALLEY_BASE_URL": f"http://{HOST}:{port}",
            "GALLEY_API_RATE": "",
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        }
        run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
        section, page = map(int, run(["-c", PREPARE], environment).split())
        token = run(["manage.py", "issue_token", "writer"], environment).strip()
        with serving("cms.wsgi", port, environment):
            yield database, port, section, page, token


def test_a_killed_database_gives_503_and_nothing_acknowledged_is_lost(
    served: tuple[OwnPostgres, int, int, int, str], record_property: Any
) -> None:
    database, port, section, page, token = served
    acknowledged: set[int] = set()

    def write(number: int) -> int:
        draft = {"title": f"Draft {number}", "meta": {"type": "news.BriefPage", "parent_id": section}}
        status, _type, body = ask(port, "POST", "/api/v3/pages/", draft, token)
        if status == 201:
            acknowledged.add(json.loads(body)["id"])
        return status

    writer = Somebody(write)
    reader = Somebody(lambda _number: ask(port, "GET", f"/api/v2/pages/{page}/")[0])
    for somebody in (writer, reader):
        somebody.start()
    try:
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
            took = reader.wait_for(200, since=back) - back
            record_property("first_answer_s", round(took, 3))
            print(f"first answer {took:.3f} s after the return")  # noqa: T201
            assert took < 2
            writer.wait_for(201, since=back)
    finally:
        for somebody in (writer, reader):
            somebody.stop.set()
            somebody.join()

    assert {status for _at, status in reader.seen} == {200, 503}
    assert {status for _at, status in writer.seen} == {201, 503}
    with psycopg.connect(database.url) as connection:
        rows = connection.execute("SELECT id FROM wagtailcore_page").fetchall()
    assert acknowledged <= {pk for (pk,) in rows}
    assert len(acknowledged) > 9
