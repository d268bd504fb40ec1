"""Numbers for Prometheus: true, without a word of anybody's, and for nobody without the token."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from cms.core import clock
from cms.delivery.models import PublishedDocument
from cms.moderation.models import Review
from cms.operations.probes import status
from cms.publishing.models import LateSchedule, Rebuild
from cms.webhooks.kinds import PUBLIC
from cms.webhooks.models import Delivery, Endpoint, Event
from tests.newsroom import Newsroom
from tests.queues import finish_queue
from tests.services.server import HOST, free_port, serving, wait_for
from tests.somebody import ask

TOKEN = "a token for tests that is long"
AUTHORIZATION = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def prometheus(settings: Any) -> Client:
    """Return a client that asks an address of this machine by plain HTTP, as production is set."""
    settings.SECURE_SSL_REDIRECT = True
    settings.GALLEY_METRICS_TOKEN = TOKEN
    return Client(SERVER_NAME="10.0.0.7", headers=AUTHORIZATION)


def numbers(text: str) -> dict[str, float]:
    """Return each number under its name and its labels' values."""
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


def read(prometheus: Client) -> dict[str, float]:
    answer = prometheus.get("/metrics")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    return numbers(answer.content.decode())


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN} ", "é"])
def test_nobody_reads_without_the_token(prometheus: Client, given: str) -> None:
    answer = prometheus.get("/metrics", headers={"authorization": given})

    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer"])
def test_without_a_token_in_the_settings_nothing_is_there(
    prometheus: Client, settings: Any, given: str
) -> None:
    settings.GALLEY_METRICS_TOKEN = ""

    assert prometheus.get("/metrics", headers={"authorization": given}).status_code == 404


def test_a_quiet_newsroom_says_zero(newsroom: Newsroom, prometheus: Client) -> None:
    Rebuild.objects.all().delete()
    finish_queue()
    status.beat(now=clock.now())

    found = read(prometheus)

    asked = {name: value for name, value in found.items() if "_seconds" not in name}
    assert asked == {
        "galley_sending_held": 0,
        "galley_given_up deliveries": 0,
        "galley_given_up tasks": 0,
        "galley_deliveries_retried": 0,
        "galley_endpoints_failing": 0,
        "galley_schedules_late": 0,
        "galley_documents_stale": 0,
        "galley_database_up": 1,
        **{f"galley_reviews_waiting {step}": 0 for step in ("Desk review", "Publish sign-off")},
        **{f"galley_waiting {queue}": 0 for queue in ("documents", "purges", "schedules", "tasks")},
        "galley_waiting events": Event.objects.count(),
    }
    assert found["galley_worker_last_tick_seconds"] < 5


def test_what_waits_and_what_failed_is_told(newsroom: Newsroom, prometheus: Client) -> None:
    page = newsroom.live()
    newsroom.submitted(title="Minister resigns tomorrow")
    endpoint = Endpoint.objects.create(name="Front end", url="https://x.example/", events=list(PUBLIC))
    first, second = Event.objects.order_by("pk")[:2]
    now = clock.now()
    for event, parked in ((first, None), (second, now)):
        Delivery.objects.create(endpoint=endpoint, event=event, since=now, next_at=now, parked_at=parked)
    Endpoint.objects.update(failing_since=now)
    LateSchedule.objects.create(page=page, attempts=3, retry_at=now, reason="x")
    Review.objects.update(step_since=now - timedelta(hours=2))
    Rebuild.objects.create(scope=Rebuild.Scope.EVERYTHING)
    Rebuild.objects.update(requested_at=now - timedelta(minutes=3))
    PublishedDocument.objects.filter(page_id=page.pk).update(build="another")
    status.beat(now=now - timedelta(seconds=90))

    found = read(prometheus)

    exact = {name: value for name, value in found.items() if value and "_seconds" not in name}
    del exact["galley_waiting documents"], exact["galley_waiting tasks"]
    assert exact == {
        "galley_given_up deliveries": 1,
        "galley_deliveries_retried": 1,
        "galley_endpoints_failing": 1,
        "galley_schedules_late": 1,
        "galley_documents_stale": 1,
        "galley_database_up": 1,
        "galley_reviews_waiting Desk review": 1,
        "galley_waiting events": Event.objects.count(),
    }
    assert found["galley_reviews_oldest_seconds Desk review"] == pytest.approx(7200, abs=10)
    assert found["galley_waiting_oldest_seconds documents"] == pytest.approx(180, abs=10)
    assert found["galley_worker_last_tick_seconds"] == pytest.approx(90, abs=10)


def test_answers_count_under_the_route_and_never_under_what_was_asked(
    newsroom: Newsroom, prometheus: Client, reader: Client
) -> None:
    page = newsroom.live(title="A harbour opens")
    before = read(prometheus)

    for path in (f"/api/v2/pages/{page.pk}/", f"/api/v2/pages/{page.pk}/?fields=title", page.url):
        assert reader.get(path, secure=True).status_code == 200
    for path in ("/api/v2/pages/999999/", "/media/secret-of-ours/", "/secret-of-ours/?q=secret-of-ours"):
        assert reader.get(path, secure=True).status_code == 404

    after = prometheus.get("/metrics").content.decode()
    counts = {
        name.removeprefix("galley_request_seconds_count "): value - before.get(name, 0)
        for name, value in numbers(after).items()
        if name.startswith("galley_request_seconds_count ") and value != before.get(name, 0)
    }
    assert counts == {
        "public:read_page 2xx": 2,
        "public:read_page 4xx": 1,
        "wagtail_serve 2xx": 1,
        "wagtail_serve 4xx": 1,
        "cms.core.media.media 4xx": 1,
        "metrics 2xx": 1,
    }
    assert "harbour" not in after
    assert "secret" not in after


def test_the_number_of_queries_does_not_grow(
    newsroom: Newsroom, prometheus: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        newsroom.submitted(title=f"Story {number}")
        Endpoint.objects.create(name=f"Front end {number}", url="https://x.example/", events=list(PUBLIC))

    with django_assert_max_num_queries(34):  # 18, and on PostgreSQL a bound around each question
        read(prometheus)


def test_publications_are_timed(newsroom: Newsroom, prometheus: Client) -> None:
    before = read(prometheus)["galley_publication_seconds_count"]

    newsroom.live()

    assert read(prometheus)["galley_publication_seconds_count"] == before + 1


@pytest.mark.slow
def test_a_worker_shows_its_own_and_one_without_a_port_works_on(tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": "",
        "GALLEY_DATA_DIR": str(tmp_path),
        "GALLEY_WORKER_METRICS": f"{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    command = [sys.executable, "-u", "manage.py", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as first:  # noqa: S603
        wait_for(port, first)
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as second:  # noqa: S603
            assert second.stderr is not None
            for line in second.stderr:
                if b"metrics_not_shown" in line:
                    break
            status, _type, body = ask(port, "GET", "/metrics")
            assert second.poll() is None
            second.kill()
        first.kill()

    assert (status, numbers(body.decode())["galley_publication_seconds_count"]) == (200, 0)


@pytest.mark.slow
def test_two_processes_give_one_page_and_a_dead_one_still_counts(tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": "",
        "GALLEY_DATA_DIR": str(tmp_path),
        "GALLEY_METRICS_TOKEN": TOKEN,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "TMPDIR": str(tmp_path),
    }

    def count() -> float:
        answer, _type, body = ask(port, "GET", "/metrics", token=TOKEN)
        found = numbers(body.decode())
        assert (answer, found["galley_database_up"]) == (200, 0)  # it has no tables
        return found["galley_request_seconds_count healthz 2xx"]

    def ask_until_both_have_answered() -> int:
        for number in range(1, 50):
            with ThreadPoolExecutor(8) as crowd:
                list(crowd.map(lambda _: ask(port, "GET", "/healthz"), range(16)))
            counted = [b"healthz" in file.read_bytes() for file in tmp_path.glob("galley-metrics-*/*.db")]
            if sum(counted) == 2:
                return number * 16
        raise AssertionError("One process answered all.")

    with serving("cms.wsgi", port, environment, ("--workers", "2")) as server:
        asked = ask_until_both_have_answered()
        assert {count() for _ in range(10)} == {asked}

        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        killed = children.read_text().split()[0]
        os.kill(int(killed), signal.SIGKILL)
        while killed in (living := children.read_text().split()) or len(living) < 2:
            time.sleep(0.05)

        assert ask(port, "GET", "/healthz")[0] == 200
        assert {count() for _ in range(10)} == {asked + 1}
    assert list(tmp_path.glob("galley-metrics-*")) == []
