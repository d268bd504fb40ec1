"""The worker: what it does at each tick, and that nothing ends it but a signal."""

from threading import Event
from typing import Any
from unittest.mock import Mock

import pytest

from cms.delivery import store
from cms.moderation import reminders
from cms.operations import status, worker
from cms.publishing import rebuild, scheduler
from cms.webhooks import dispatch


class Ticks(Event):
    """Is set after a number of questions."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> dict[str, Mock]:
    """Put a counter in the place of each thing that the worker does."""
    found = {name: Mock() for name in ("publish", "forget", "remind", "send")}
    found["walk"] = Mock(return_value=1)
    monkeypatch.setattr(scheduler, "publish_due", found["publish"])
    monkeypatch.setattr(store, "forget_changes", found["forget"])
    monkeypatch.setattr(rebuild, "walk", found["walk"])
    monkeypatch.setattr(reminders, "remind", found["remind"])
    monkeypatch.setattr(worker, "close_old_connections", Mock())
    monkeypatch.setattr(dispatch, "run", found["send"])
    monkeypatch.setattr(dispatch, "forget", Mock())
    monkeypatch.setattr(status, "beat", Mock())
    return found


def test_every_tick_publishes_and_walks_but_reminds_once_a_minute(
    works: dict[str, Mock], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, 0.0, 59.0, 60.0, 60.0])
    monkeypatch.setattr(worker, "monotonic", lambda: next(moments))

    worker.run(Ticks(3))

    assert {name: work.call_count for name, work in works.items()} == {
        "publish": 3,
        "forget": 3,
        "walk": 3,
        "remind": 2,
        "send": 1,
    }


@pytest.mark.parametrize("broken", ["publish", "forget", "walk", "remind"])
def test_what_fails_is_logged_and_the_worker_goes_on(
    works: dict[str, Mock], caplog: Any, broken: str
) -> None:
    works[broken].side_effect = OSError("the database is away")

    worker.run(Ticks(2), interval_s=0)

    assert works["publish"].call_count == 2
    assert "tick_failed" in caplog.text
