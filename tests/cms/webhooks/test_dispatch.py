"""Deliveries: at least once, signed, in order while all goes well; no endpoint waits for another."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event as Flag
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from standardwebhooks import Webhook, WebhookVerificationError

from cms.core import clock
from cms.webhooks import backoff, dispatch, outbox
from cms.webhooks.kinds import PUBLIC
from cms.webhooks.models import Attempt, Delivery, Endpoint, Event, new_secret
from tests.newsroom import Newsroom

from .receiver import Receiver, Request, good, receiving, status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    settings.GALLEY_WEBHOOKS_LOCAL = True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as listening:
        yield listening


def endpoint(receiver: Receiver, **values: Any) -> Endpoint:
    found = {"name": "Front end", "url": receiver.url, "events": list(PUBLIC), "position": outbox.end()}
    return Endpoint.objects.create(**found | values)


def happen(kind: str = "story.published", *, count: int = 1, **values: Any) -> list[Event]:
    found = {"now": clock.now(), "data": {}, "uuid": uuid4(), "page_type": "news.BriefPage", "sequence": 1}
    return [outbox.record_event(kind, **found | values) for _ in range(count)]


def later(**distance: float) -> datetime:
    return clock.now() + timedelta(**distance)


def send_at(moment: datetime) -> None:
    with clock.at(moment):
        dispatch.run_once()


def ids(receiver: Receiver) -> list[str]:
    return [event["id"] for event in receiver.events]


def test_events_arrive_in_order_once_and_signed(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    events = happen(count=45)

    dispatch.run_once()
    dispatch.run_once()

    assert ids(receiver) == [event.uid for event in events]
    receiver.verify(mine.secret)
    mine.refresh_from_db()
    assert (mine.position, mine.failures, mine.claim) == (45, 0, "")
    assert mine.last_success_at is not None
    assert Attempt.objects.filter(endpoint=mine, status=204).count() == 45


def test_an_endpoint_gets_what_it_asks_for(receiver: Receiver) -> None:
    endpoint(
        receiver, events=["story.published", "story.deleted"], topics=["russia"], types=["news.BriefPage"]
    )
    wanted = [
        *happen(keys=["russia", "yemen"]),
        *happen("story.deleted", keys=["russia"]),
    ]
    happen("story.updated", keys=["russia"])
    happen(keys=["yemen"])
    happen(keys=["russia"], page_type="news.WatchListPage")

    dispatch.run_once()

    assert ids(receiver) == [event.uid for event in wanted]


def test_a_new_endpoint_begins_at_the_end(receiver: Receiver) -> None:
    happen()
    outbox.number_new()
    endpoint(receiver)
    [event] = happen()

    dispatch.run_once()

    assert ids(receiver) == [event.uid]


@pytest.mark.parametrize(
    "answer", [status(500), status(404), status(302, Location="http://169.254.169.254/")]
)
def test_a_failure_is_tried_again_with_the_same_id(
    receiver: Receiver, answer: Callable[[Request], None]
) -> None:
    mine = endpoint(receiver)
    [event] = happen()
    receiver.answer = answer

    dispatch.run_once()
    dispatch.run_once()  # it rests
    receiver.answer = good
    send_at(later(minutes=1))

    assert ids(receiver) == [event.uid, event.uid]
    assert not Delivery.objects.exists()
    mine.refresh_from_db()
    assert (mine.failures, mine.failing_since, mine.wait_until) == (0, None, None)


def test_an_event_that_always_fails_holds_nothing_up_and_is_parked(receiver: Receiver) -> None:
    endpoint(receiver)
    [poison] = happen()
    others = happen(count=3)

    def answer(request: Request) -> None:
        (status(500) if request.headers["webhook-id"] == poison.uid else good)(request)

    receiver.answer = answer
    for hours in range(80):
        send_at(later(hours=hours))

    arrived = [uid for uid in ids(receiver) if uid != poison.uid]
    assert arrived == [event.uid for event in others]
    parked = Delivery.objects.get()
    assert parked.event == poison
    assert parked.parked_at is not None
    assert backoff.GIVE_UP <= parked.parked_at - parked.since < backoff.GIVE_UP + timedelta(hours=7)
    assert parked.attempts >= 10


def test_a_receiver_that_was_away_for_six_hours_gets_everything(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    receiver.answer = status(503)
    events = []
    for minutes in range(0, 6 * 60, 4):
        events += happen()
        send_at(later(minutes=minutes))
    tried = len(receiver.got)
    receiver.answer = good
    for minutes in range(20):
        send_at(later(hours=6, minutes=10 * minutes))

    assert set(ids(receiver)[tried:]) == {event.uid for event in events}
    assert len(ids(receiver)) == tried + len(events)
    assert tried < 6 * 60 / 5  # it rested
    mine.refresh_from_db()
    assert mine.failing_since is None


def test_retry_after_is_heard(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    happen()
    receiver.answer = status(429, Retry_After="7200")

    dispatch.run_once()

    mine.refresh_from_db()
    assert mine.wait_until is not None
    assert timedelta(minutes=119) < mine.wait_until - clock.now() <= timedelta(hours=2)


@pytest.mark.parametrize("column", ["wait_until", "claimed_until"])
def test_an_endpoint_does_not_wait_for_a_clock_that_was_set_back(receiver: Receiver, column: str) -> None:
    mine = endpoint(receiver)
    happen()
    Endpoint.objects.update(**{column: later(minutes=1)})
    dispatch.run_once()
    assert not receiver.got

    Endpoint.objects.update(**{column: later(days=2)})
    dispatch.run_once()

    mine.refresh_from_db()
    assert (len(receiver.got), mine.position) == (1, outbox.end())


def test_an_event_does_not_wait_for_a_clock_that_was_set_back(receiver: Receiver) -> None:
    (event,) = happen()
    outbox.number_new()
    endpoint(receiver).deliveries.create(event=event, since=clock.now(), next_at=later(hours=6))
    dispatch.run_once()
    assert not receiver.got

    Delivery.objects.update(next_at=later(days=2))
    dispatch.run_once()

    assert ids(receiver) == [event.uid]


def test_gone_stops_the_endpoint(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    happen(count=2)
    receiver.answer = status(410)

    dispatch.run_once()
    send_at(later(days=1))

    mine.refresh_from_db()
    assert not mine.is_enabled
    assert "410" in mine.stopped_because
    assert len(receiver.got) == 1


def test_one_dead_endpoint_among_fifty_delays_no_other() -> None:
    with receiving() as alive, receiving(status(500)) as dead:
        endpoint(dead, name="dead")
        for number in range(49):
            endpoint(alive, name=str(number))
        events = happen(count=3)

        dispatch.run_once()

        assert len(dead.got) == 1
        assert sorted(ids(alive)) == sorted([event.uid for event in events] * 49)


def test_what_was_sent_and_not_noted_is_sent_again_with_the_same_id(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint(receiver)
    events = happen(count=3)
    with monkeypatch.context() as killed:
        killed.setattr(dispatch.Turn, "_note", _die)
        with pytest.raises(SystemExit):
            dispatch.run_once()

    send_at(later(seconds=61))  # the dead one's claim has ended

    assert ids(receiver) == [event.uid for event in events] * 2


def _die(_turn: dispatch.Turn) -> None:
    raise SystemExit


def test_two_dispatchers_do_not_send_twice(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    happen(count=2)
    outbox.number_new()
    first = dispatch._claim(mine.pk)

    assert dispatch._claim(mine.pk) is None
    assert not dispatch.turn(mine.pk, Flag())
    assert receiver.got == []
    assert first is not None
    dispatch.Turn(first, Flag()).run()
    assert len(receiver.got) == 2


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_moved_stops_nothing(receiver: Receiver, hours: int) -> None:
    mine = endpoint(receiver)
    events = happen(count=2)
    receiver.answer = status(500)
    dispatch.run_once()
    dispatch._claim(mine.pk)  # and somebody died holding it
    receiver.answer = good

    for minutes in range(0, 120, 5):
        send_at(later(hours=hours, minutes=minutes))

    assert set(ids(receiver)) == {event.uid for event in events}


def test_a_secret_that_is_changed_while_retrying_is_good_with_the_new_one(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    old, new = mine.secret, new_secret()
    happen()
    receiver.answer = status(500)
    dispatch.run_once()
    receiver.got.clear()
    receiver.answer = good

    Endpoint.objects.update(secret=new, old_secret=old, old_secret_until=later(hours=24))
    send_at(later(minutes=1))

    with clock.at(later(minutes=1)):
        [(headers, body)] = receiver.got
        assert len(headers["webhook-signature"].split()) == 2
        for secret in (old, new):
            Webhook(secret).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(new_secret()).verify(body, headers)
    happen()
    send_at(later(hours=25))
    assert len(receiver.got[-1][0]["webhook-signature"].split()) == 1


def test_a_replay_gives_a_new_receiver_what_a_crawl_finds(newsroom: Newsroom, receiver: Receiver) -> None:
    kept, changed, gone = newsroom.live(), newsroom.live("numbers"), newsroom.live("watch")
    newsroom.publish_change(changed, title="Changed")
    gone.unpublish(user=newsroom.publisher)
    newsroom.change(kept, title="Only a draft")
    mine = endpoint(receiver)
    outbox.number_new()

    Endpoint.objects.filter(pk=mine.pk).update(position=outbox.before_sequence(0))
    dispatch.run_once()

    crawl = Client().get("/api/v2/pages/?type=news.StoryPage&fields=_,uuid,id&limit=100").json()["items"]
    etags = {page["uuid"]: Client().get(f"/api/v2/pages/{page['id']}/")["ETag"] for page in crawl}
    assert {uuid: etag for uuid, (_version, etag) in receiver.state().items()} == etags


def test_a_replay_that_is_asked_for_meanwhile_is_not_undone(receiver: Receiver) -> None:
    mine = endpoint(receiver)
    happen(count=2)

    def answer(request: Request) -> None:
        good(request)
        sleep(0.01)

    receiver.answer = answer
    outbox.number_new()
    claimed = dispatch._claim(mine.pk)
    assert claimed is not None
    running = dispatch.Turn(claimed, Flag())
    Endpoint.objects.filter(pk=mine.pk).update(position=1)
    running.run()

    mine.refresh_from_db()
    assert mine.position == 1


def test_old_events_go_and_those_that_somebody_waits_for_stay(receiver: Receiver) -> None:
    slow = endpoint(receiver)
    happen(count=10)
    outbox.number_new()

    assert outbox.forget(kept=3) == 0
    dispatch.run_once()
    assert outbox.forget(kept=3) > 0

    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == [8, 9, 10]
    [event] = happen()
    dispatch.run_once()
    assert ids(receiver)[-1] == event.uid
    slow.refresh_from_db()
    assert slow.position == 11
