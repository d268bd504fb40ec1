"""The worker is killed again and again while it sends mail: none is lost, and what comes twice has one id."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.databases import empty_database, raw_connection
from tests.services.server import demo, free_port, run

COUNT = 150
ROUNDS = 5
LONGEST_S = 120
PREPARE = """
from cms.core.mails import deliver
for number in range({count}):
    deliver.enqueue("a@example.org", f"Mail {{number}}", "Text.", f"<{{number}}@example.org>")
"""
MESSAGE_ID = re.compile(r"^Message-ID: (<\d+@example.org>)$", re.MULTILINE | re.IGNORECASE)
TABLE = "django_tasks_database_dbtaskresult"


def working(environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Start a worker."""
    return subprocess.Popen([sys.executable, "manage.py", "worker", "--verbosity", "0"], env=environment)


def arrived(environment: Mapping[str, str]) -> list[str]:
    """Return the ids of the mails that were sent, as often as they were."""
    folder = Path(environment["GALLEY_DATA_DIR"]) / "mail"
    texts = [path.read_text() for path in folder.glob("*.log")] if folder.exists() else []
    return [found for text in texts for found in MESSAGE_ID.findall(text)]


def wait_for(environment: Mapping[str, str], count: int, *, longest_s: float) -> None:
    """Wait until so many mails have arrived, each counted once."""
    deadline = monotonic() + longest_s
    while len(set(arrived(environment))) < count and monotonic() < deadline:
        sleep(0.02)


@pytest.mark.slow
@pytest.mark.long
def test_a_worker_that_is_killed_loses_no_mail(tmp_path: Path) -> None:
    with empty_database(tmp_path) as url, demo(free_port(), database_url=url) as environment:
        run(["manage.py", "shell", "-v0", "-c", PREPARE.format(count=COUNT)], environment)
        told = {f"<{number}@example.org>" for number in range(COUNT)}

        for _ in range(ROUNDS):
            _killed_while_sending(environment)
        worker = working(environment)
        wait_for(environment, COUNT, longest_s=LONGEST_S)
        worker.terminate()
        assert worker.wait(timeout=30) == 0  # SIGTERM lets it end by itself

        assert set(arrived(environment)) == told
        assert _left(environment) == 0


def _killed_while_sending(environment: Mapping[str, str]) -> None:
    worker = working(environment)
    wait_for(environment, len(set(arrived(environment))) + 3, longest_s=20)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    _end_the_lease(environment)


def _left(environment: Mapping[str, str]) -> int:
    mine = "CAST(args_kwargs AS text) LIKE '%a@example.org%'"
    with raw_connection(environment["DATABASE_URL"]) as database:
        (count,) = database.execute(f"SELECT count(*) FROM {TABLE} WHERE {mine}").fetchone()  # noqa: S608
        return int(count)


def _end_the_lease(environment: Mapping[str, str]) -> None:
    """Let the minutes pass for which the dead one holds its task."""
    with raw_connection(environment["DATABASE_URL"]) as database:
        database.execute(f"UPDATE {TABLE} SET status = 'READY' WHERE status = 'RUNNING'")  # noqa: S608
