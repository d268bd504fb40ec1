"""Events through all faults at once: none is lost or comes uncommitted, the end is right."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from socket import SHUT_RDWR
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from cms.core import clock
from cms.webhooks import dispatch, outbox
from cms.webhooks.kinds import PUBLIC
from cms.webhooks.models import Delivery, Endpoint, Event

from .receiver import Request, good, receiving, status

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = 50
SEED = 8
FAULTS = 0.05  # of the requests
KILLS = 0.06  # of the notes of what was sent
LONGEST = timedelta(days=2)  # within the three that an event is tried for


class Killed(BaseException):
    """The end of a process: nothing that catches exceptions catches it."""


def written(chance: Random, count: int) -> dict[str, tuple[int, str]]:
    """Write the events, and a tenth more that are rolled back; return what is true in the end."""
    pages = [uuid4() for _ in range(PAGES)]
    true: dict[str, tuple[int, str]] = {}
    for version in range(1, count + 1):
        page = chance.choice(pages)
        if chance.random() < 0.1:
            with transaction.atomic():
                _record(page, version, "rolled back")
                transaction.set_rollback(True)
        with transaction.atomic():
            _record(page, version, f"etag-{version}")
        true[str(page)] = (version, f"etag-{version}")
    return true


def _record(page: UUID, version: int, etag: str) -> None:
    data = {"version": version, "etag": etag}
    outbox.record_event(
        "story.updated", now=clock.now(), data=data, uuid=page, page_type="news.BriefPage", sequence=version
    )


class Weather:
    """Answers well, or in one of the ways in which receivers fail."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.seen: Counter[str] = Counter()

    def __call__(self, request: Request) -> None:
        """Answer one request."""
        if self.chance.random() >= FAULTS:
            return good(request)
        fault = self.chance.choice([self.error, self.busy, self.reset])
        self.seen[fault.__name__] += 1
        return fault(request)

    def error(self, request: Request) -> None:
        """Fail, having taken it."""
        status(500)(request)

    def busy(self, request: Request) -> None:
        """Ask for patience."""
        status(429, Retry_After="120")(request)

    def reset(self, request: Request) -> None:
        """Hang up, having taken it."""
        request.close_connection = True
        request.connection.shutdown(SHUT_RDWR)


@contextmanager
def kills(chance: Random, seen: Counter[str]) -> Iterator[None]:
    """Let the dispatcher die now and then, between sending and noting what it sent."""
    note, dead = dispatch.Turn._note, dict[int, dispatch.Turn]()

    def killed(turn: dispatch.Turn) -> None:
        if id(turn) not in dead and turn.attempts and chance.random() < KILLS:
            seen["killed"] += 1
            dead[id(turn)] = turn
        if id(turn) in dead:
            raise Killed
        note(turn)

    with patch.object(dispatch.Turn, "_note", killed):
        yield


def test_events_come_through_all_faults(settings: Any, pytestconfig: pytest.Config) -> None:
    count = pytestconfig.getoption("--events")
    settings.GALLEY_WEBHOOKS_LOCAL = True
    chance = Random(SEED)  # noqa: S311
    weather = Weather(chance)
    with receiving(weather) as receiver:
        endpoint = Endpoint.objects.create(
            name="Front end", url=receiver.url, events=list(PUBLIC), position=outbox.end()
        )
        true = written(chance, count)
        told = set(Event.objects.values_list("uid", flat=True))
        now = begin = clock.now()
        while not _is_done(endpoint) and now - begin < LONGEST:
            with clock.at(now), kills(chance, weather.seen):
                more = _sent()
            now += timedelta(0) if more else timedelta(minutes=1)

        got = Counter(event["id"] for event in receiver.events)
        assert set(got) == told
        assert len(told) == count
        assert receiver.state() == true
        assert sum(got.values()) > count
        assert set(weather.seen) == {"error", "busy", "reset", "killed"}
        twice = sum(times - 1 for times in got.values())
        print(f"{count} events, {dict(weather.seen)}, {twice} twice, {now - begin} of shifted time")  # noqa: T201


def _sent() -> bool:
    """Let the endpoint have one turn; return whether there may be more at once."""
    try:
        return dispatch.run_once() > 0
    except Killed:
        return False


def _is_done(endpoint: Endpoint) -> bool:
    endpoint.refresh_from_db()
    is_numbered = not Event.objects.filter(number=None).exists()
    return is_numbered and endpoint.position == outbox.end() and not Delivery.objects.exists()
