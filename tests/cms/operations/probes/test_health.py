"""Probes: what they say, that they say nothing more, and that they need nothing that a request needs."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cms.core import clock
from cms.delivery.models import PublishedDocument
from cms.operations.probes import readiness, status
from tests.newsroom import Newsroom

ALL_WELL = {"database": True, "documents": True, "migrations": True, "worker": True}


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test be a new process."""
    monkeypatch.setattr(readiness, "_migrated", set())


@pytest.fixture
def probe(settings: Any) -> Client:
    """Return a load balancer that asks an address of this machine by plain HTTP, as production is set."""
    settings.SECURE_SSL_REDIRECT = True
    return Client(SERVER_NAME="10.0.0.7")


def ready(probe: Client) -> tuple[int, dict[str, bool]]:
    answer = probe.get("/readyz")
    return answer.status_code, json.loads(answer.content)


def test_the_process_answers_without_a_database(probe: Client) -> None:
    answer = probe.get("/healthz")  # this test may not use the database

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_leaves_and_gets_nothing(newsroom: Newsroom, probe: Client, path: str) -> None:
    answer = probe.get(path, headers={"cookie": "sessionid=forged", "host": "evil.example"})

    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert set(answer.headers) <= {"Content-Type", "Cache-Control", "X-Request-ID"}
    assert b"evil" not in answer.content
    assert probe.post(path).status_code == 405


def test_all_is_well(newsroom: Newsroom, probe: Client) -> None:
    newsroom.live(title="Secret until then")
    status.beat(now=clock.now())

    assert ready(probe) == (200, ALL_WELL)


@pytest.mark.parametrize(("seconds", "code"), [(59, 200), (61, 503)])
def test_a_worker_that_is_late_is_told(newsroom: Newsroom, probe: Client, seconds: int, code: int) -> None:
    status.beat(now=clock.now() - timedelta(seconds=seconds))

    assert ready(probe) == (code, ALL_WELL | {"worker": code == 200})


def test_stale_documents_are_told_beyond_the_bound(newsroom: Newsroom, probe: Client, settings: Any) -> None:
    status.beat(now=clock.now())
    newsroom.live(title="A harbour opens")
    PublishedDocument.objects.update(build="another")
    count = PublishedDocument.objects.filter(page__live=True).count()

    settings.GALLEY_READY_STALE_DOCUMENTS = count
    assert ready(probe) == (200, ALL_WELL)
    settings.GALLEY_READY_STALE_DOCUMENTS = count - 1
    assert ready(probe) == (503, ALL_WELL | {"documents": False})


def test_an_unapplied_migration_is_told_until_it_is_applied(newsroom: Newsroom, probe: Client) -> None:
    status.beat(now=clock.now())
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("operations", "0002_turns")

    assert ready(probe) == (503, ALL_WELL | {"migrations": False})
    recorder.record_applied("operations", "0002_turns")
    assert ready(probe) == (200, ALL_WELL)


def test_once_migrated_a_probe_is_cheap(
    newsroom: Newsroom, probe: Client, django_assert_max_num_queries: Any
) -> None:
    status.beat(now=clock.now())
    ready(probe)

    with django_assert_max_num_queries(16):  # four, and on PostgreSQL a bound around each question
        ready(probe)


@pytest.mark.slow
@pytest.mark.parametrize(
    "url", ["postgres://nobody@127.0.0.1:9/none", "postgres://nobody@127.0.0.1:9/none?connect_timeout=1"]
)
def test_a_database_that_is_away_is_told_soon(tmp_path: Any, url: str) -> None:
    from tests.cms.settings.test_production import load

    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.production'; django.setup();"
        "from django.test import Client; answer = Client().get('/readyz');"
        "print(answer.status_code, answer.content.decode())"
    )
    start = time.monotonic()

    done = load(tmp_path, code, DATABASE_URL=url)

    assert done.stdout == ('503 {"database":false,"documents":false,"migrations":false,"worker":false}\n'), (
        done.stderr
    )
    assert time.monotonic() - start < 25
