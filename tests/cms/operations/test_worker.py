"""The worker: what it does at each tick, and that nothing ends it but a signal."""

from threading import Event
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine

from cms.core import clock, loops
from cms.delivery import store
from cms.operations import queue, worker
from cms.publishing import scheduler
from cms.publishing.freshness import rebuild
from cms.publishing.purging import queue as purge_queue
from cms.webhooks import dispatch
from tests.newsroom import Newsroom


class Ticks(Event):
    """Is set after a number of questions."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture
def works(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Mock]:
    """Put a counter in the place of each thing that the worker does."""
    found = {name: Mock() for name in ("publish", "forget", "remind", "events", "tasks", "purges")}
    found["walk"] = Mock(return_value=1)
    monkeypatch.setattr(loops, "close_old_connections", Mock())  # the test's transaction is in one
    monkeypatch.setattr(scheduler, "publish_due", found["publish"])
    monkeypatch.setattr(store, "forget_changes", found["forget"])
    monkeypatch.setattr(rebuild, "walk", found["walk"])
    monkeypatch.setattr(worker, "TIDYING", {"reminders": found["remind"]})
    for module, name in ((dispatch, "events"), (queue, "tasks"), (purge_queue, "purges")):
        monkeypatch.setattr(module, "run", found[name])
    return found


def test_every_tick_publishes_and_walks_but_reminds_once_a_minute(works: dict[str, Mock]) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        works["walk"].side_effect = lambda **_: now.shift(30) or 1

        worker.run(Ticks(3))

    assert {name: work.call_count for name, work in works.items()} == {
        "publish": 3,
        "forget": 3,
        "walk": 3,
        "remind": 2,
        "events": 1,
        "tasks": 1,
        "purges": 1,
    }


def test_of_two_workers_one_publishes_and_tidies(works: dict[str, Mock]) -> None:
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(2):
            worker.run(Ticks(1))

    assert [works[name].call_count for name in ("publish", "remind", "walk")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("publish", "tick_failed"),
        ("forget", "tick_failed"),
        ("walk", "tick_failed"),
        ("remind", "reminders_failed"),
    ],
)
def test_what_fails_is_logged_and_the_worker_goes_on(
    works: dict[str, Mock], caplog: Any, broken: str, said: str
) -> None:
    works[broken].side_effect = OSError("the database is away")

    worker.run(Ticks(2), interval_s=0)

    assert works["walk"].call_count == 2
    assert said in caplog.text


def test_everything_that_is_tidied_takes_the_time(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "close_old_connections", Mock())

    worker.tidy()

    wanted = {"reminders", "idempotency", "events", "tasks", "previews", "revisions", "throttles", "rights"}
    assert set(worker.TIDYING) == wanted
    assert caplog.records == []
