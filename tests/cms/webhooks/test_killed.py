"""The worker is killed again and again while it sends: nothing is lost, and what comes twice has one id."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.databases import empty_database, raw_connection
from tests.services.server import demo, free_port, run

from .receiver import Receiver, receiving

COUNT = 400
ROUNDS = 6
LONGEST_S = 120
PREPARE = """
from uuid import uuid4
from cms.core import clock
from cms.webhooks import outbox
from cms.webhooks.models import Endpoint
from django.db import transaction
outbox.number_new()
Endpoint.objects.create(name="Front end", url="{url}", events=["story.updated"], position=outbox.end())
for number in range({count}):
    with transaction.atomic():
        event = outbox.record_event(
            "story.updated", now=clock.now(), data={{}}, uuid=uuid4(), page_type="x", sequence=number
        )
    print(event.uid)
"""


def working(environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Start a worker."""
    return subprocess.Popen([sys.executable, "manage.py", "worker", "--verbosity", "0"], env=environment)


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    with (
        receiving() as receiver,
        empty_database(tmp_path) as url,
        demo(free_port(), database_url=url) as environment,
    ):
        program = PREPARE.format(url=receiver.url, count=COUNT)
        printed = run(["manage.py", "shell", "-v0", "-c", program], environment)
        told = {line for line in printed.split() if line.startswith("evt_")}
        assert len(told) == COUNT

        for _ in range(ROUNDS):
            _killed_while_sending(receiver, environment)
        _until_all_came(receiver, told, environment)

        got = [event["id"] for event in receiver.events]
        assert set(got) == told
        assert len(got) > COUNT  # it was killed between sending and noting


def _killed_while_sending(receiver: Receiver, environment: Mapping[str, str]) -> None:
    before = len(receiver.got)
    worker = working(environment)
    deadline = monotonic() + 20
    while len(receiver.got) < before + 7 and monotonic() < deadline:
        sleep(0.002)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    _end_the_claim(environment)


def _end_the_claim(environment: Mapping[str, str]) -> None:
    """Let the minute pass for which the dead one holds its endpoint."""
    with raw_connection(environment["DATABASE_URL"]) as database:
        database.execute("UPDATE webhooks_endpoint SET claimed_until = NULL")


def _until_all_came(receiver: Receiver, told: set[str], environment: Mapping[str, str]) -> None:
    worker = working(environment)
    deadline = monotonic() + LONGEST_S
    while monotonic() < deadline and {event["id"] for event in receiver.events} != told:
        sleep(0.1)
    worker.terminate()
    assert worker.wait(timeout=30) == 0  # SIGTERM lets it end by itself
