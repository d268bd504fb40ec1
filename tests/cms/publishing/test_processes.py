"""Real processes on one database: two schedulers at once, and deaths that no code can catch."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import copy_of, empty_database

from .processes import STORIES, rows

pytestmark = pytest.mark.slow

STARTING_S = 20  # how long two processes need to load, at most
EVERY = 5


def started(database: str, *arguments: str) -> subprocess.Popen[str]:
    """Return a running process of `processes`."""
    command = [sys.executable, "-m", "tests.cms.publishing.processes", *arguments]
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603


def answer(process: subprocess.Popen[str]) -> Any:
    """Return what a process printed, once it has ended well."""
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return json.loads(out) if out else None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URL of a database with a newsroom."""
    with empty_database(tmp_path_factory.mktemp("processes")) as url:
        answer(started(url, "prepare"))
        yield url


@pytest.fixture
def database(prepared: str, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a copy of it."""
    with copy_of(prepared, tmp_path) as url:
        yield url


def test_two_schedulers_publish_each_story_once_and_no_poison_stops_them(database: str) -> None:
    start = str(time.time() + STARTING_S)
    processes = [started(database, "tick", start) for _ in range(2)]

    reports = [answer(process) for process in processes]

    found = rows(database)
    changed = [row for row in found["delivery_change"] if "/due-" in str(row)]
    assert sum(report["published"] for report in reports) == STORIES - 1 == len(changed)
    assert {kind for row in changed for kind in row if kind == "published"} == {"published"}
    failed = {page for report in reports for page in report["failed"]}
    assert len(failed) == len(found["publishing_lateschedule"]) == 1


def test_a_death_at_any_statement_of_a_publication_leaves_nothing_or_all(database: str) -> None:
    found = answer(started(database, "die", database, str(EVERY)))

    print(found)  # noqa: T201  # for pytest -s
    assert found["kills"] > EVERY
    assert (found["torn"], found["changed"]) == (0, True)
