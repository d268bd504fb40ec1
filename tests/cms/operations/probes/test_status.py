"""`status` says what waits and fails where somebody should look; with the worker stopped, all else works."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from cms.core import clock
from cms.operations.probes import status
from cms.publishing.models import LateSchedule, Rebuild, WaitingPurge
from cms.webhooks import dispatch, outbox
from cms.webhooks.kinds import PUBLIC
from cms.webhooks.models import Delivery, Endpoint, Event
from tests.newsroom import Newsroom


def said() -> dict[str, tuple[str, bool]]:
    return {line.about: (line.text, line.is_wrong) for line in status.lines(now=clock.now())}


def test_all_is_well_while_the_worker_works(newsroom: Newsroom) -> None:
    status.beat(now=clock.now())
    out = StringIO()

    call_command("status", stdout=out)

    assert out.getvalue().startswith("  worker: last tick 0 s ago")
    assert "!" not in out.getvalue()


@pytest.mark.parametrize("seconds", [None, 61])
def test_a_worker_that_is_not_there_is_told(newsroom: Newsroom, seconds: int | None) -> None:
    if seconds:
        status.beat(now=clock.now() - timedelta(seconds=seconds))

    with pytest.raises(CommandError, match="Look at the lines"):
        call_command("status", stdout=StringIO())

    assert said()["worker"][1]


def test_with_the_worker_stopped_publishing_and_reading_work_and_status_says_what_waits(
    newsroom: Newsroom, reader: Client
) -> None:
    endpoint = Endpoint.objects.create(name="Front end", url="https://x.example/", events=list(PUBLIC))
    page = newsroom.live(title="A harbour opens")
    newsroom.publish_change(page, title="A harbour closes")
    hour = clock.now() + timedelta(minutes=1)
    later = newsroom.draft(title="Secret until then", go_live_at=hour)
    newsroom.publish(later)
    Rebuild.objects.create(scope=Rebuild.Scope.EVERYTHING)

    assert reader.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "A harbour closes"
    with time_machine.travel(hour + timedelta(minutes=5), tick=False):
        found = said()
    assert found["worker"] == ("never ran", True)
    assert found["documents"][0].startswith("1 waiting, the oldest since ")
    assert found["schedules"][0] == "1 due, 0 late"
    assert found["events"][0].startswith(f"0 in the log, {Event.objects.count()} new")
    assert not any("ecret" in text for text, _wrong in found.values())
    outbox.number_new()
    assert said()[f"endpoint {endpoint.name}"] == (
        f"{Event.objects.count()} events to send, 0 to send again",
        False,
    )


def test_what_is_wrong_is_marked(newsroom: Newsroom) -> None:
    status.beat(now=clock.now())
    page = newsroom.live()
    LateSchedule.objects.create(page=page, attempts=3, retry_at=clock.now(), reason="x")
    endpoint = Endpoint.objects.create(name="Front end", url="https://127.0.0.1/", events=list(PUBLIC))
    dispatch.run_once()
    Delivery.objects.update(parked_at=clock.now())

    marked = {about for about, (_text, is_wrong) in said().items() if is_wrong}

    assert marked == {"schedules", "events", f"endpoint {endpoint.name}"}
    assert said()["schedules"][0] == f"0 due, 1 late (pages {page.pk})"


def test_a_purge_that_waits_shows_its_own_age(newsroom: Newsroom) -> None:
    asked_at = clock.now() - timedelta(minutes=5)
    WaitingPurge.objects.create(kind=WaitingPurge.Kind.KEYS, names=["list"], asked_at=asked_at)

    text, is_wrong = said()["purges"]

    assert text == f"1 waiting, the oldest since {asked_at:%Y-%m-%d %H:%M} UTC"
    assert is_wrong
