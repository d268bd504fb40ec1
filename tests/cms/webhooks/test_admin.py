"""The screens of endpoints: made with a checked address, watched, replayed; a secret is shown once."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.core import clock
from cms.webhooks import acts, dispatch, outbox
from cms.webhooks.models import Delivery, Endpoint, Event
from tests.newsroom import Newsroom

from .receiver import Receiver, receiving, status

ADD = "/admin/webhooks/new/"


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    settings.GALLEY_WEBHOOKS_LOCAL = True


@pytest.fixture
def publisher(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.publisher)
    return client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as listening:
        yield listening


def made(client: Client, url: str, **values: Any) -> Any:
    data = {"name": "Front end", "url": url, "events": ["story.published"], "is_enabled": "on", "topics": ""}
    return client.post(ADD, data | values)


def screen(endpoint: Endpoint) -> str:
    return f"/admin/webhooks/{endpoint.pk}/"


def test_a_publisher_makes_an_endpoint_with_a_secret_to_see_once(
    publisher: Client, receiver: Receiver
) -> None:
    answer = made(publisher, receiver.url, topics="russia, yemen", types=["news.BriefPage"])

    endpoint = Endpoint.objects.get()
    assert answer.status_code == 200
    assert endpoint.secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert (endpoint.topics, endpoint.types) == (["russia", "yemen"], ["news.BriefPage"])
    for address in ("/admin/webhooks/", f"/admin/webhooks/edit/{endpoint.pk}/", screen(endpoint)):
        text = publisher.get(address).content.decode()
        assert "Front end" in text
        assert endpoint.secret not in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"url": "https://10.0.0.1/"}, "is not a public address"),
        ({"url": "https://169.254.169.254/latest"}, "is not a public address"),
        ({"url": "ftp://example.org/"}, "must begin with https://"),
        ({"events": []}, "This field is required"),
        ({"events": ["story.read"]}, "Select a valid choice"),
        ({"events": ["review.submitted"]}, "Tick “Internal”"),
        ({"topics": "no slug!"}, "valid “slug”"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    publisher: Client, receiver: Receiver, values: dict[str, Any], said: str
) -> None:
    answer = made(publisher, values.pop("url", receiver.url), **values)

    assert said in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_reviews_are_told_to_internal_endpoints_alone(
    newsroom: Newsroom, publisher: Client, receiver: Receiver
) -> None:
    made(publisher, receiver.url, events=["review.submitted", "review.approved"], is_internal="on")
    outside = Endpoint.objects.create(name="Outside", url=receiver.url, events=["review.submitted"])
    page = newsroom.submitted(title="Quite secret")
    newsroom.approve(page, newsroom.reviewer)

    dispatch.run_once()

    assert [event["type"] for event in receiver.events] == ["review.submitted", "review.approved"]
    assert receiver.events[0]["data"] == {
        "uuid": str(page.uuid),
        "page_type": "news.BriefPage",
        "step": "Desk review",
        "round": 1,
        "admin_url": f"https://example.org/admin/review/{page.pk}/",
    }
    outside.refresh_from_db()
    assert outside.position == outbox.end()


def test_a_test_event_goes_to_one_endpoint(publisher: Client, receiver: Receiver) -> None:
    made(publisher, receiver.url)
    endpoint = Endpoint.objects.get()
    with receiving() as other:
        Endpoint.objects.create(name="Other", url=other.url, events=["story.published"])

        publisher.post(screen(endpoint), {"act": "test"})
        dispatch.run_once()

        assert [event["type"] for event in receiver.events] == ["endpoint.test"]
        assert other.got == []
    assert "204" in publisher.get(screen(endpoint)).content.decode()


def test_what_was_given_up_is_counted_in_the_menu_and_sent_again(
    publisher: Client, receiver: Receiver
) -> None:
    made(publisher, receiver.url)
    endpoint = Endpoint.objects.get()
    [event] = happen()
    receiver.answer = status(500)
    dispatch.run_once()
    Delivery.objects.update(parked_at=clock.now())
    assert "Webhooks (1)" in publisher.get("/admin/").content.decode()
    assert "Given up" in publisher.get(screen(endpoint)).content.decode()

    receiver.got.clear()
    receiver.answer = status(204)
    publisher.post(screen(endpoint), {"act": "again", "event": event.uid})
    publisher.post(screen(endpoint), {"act": "go-on"})
    dispatch.run_once()

    assert [got["id"] for got in receiver.events] == [event.uid]
    assert not Delivery.objects.exists()


def test_what_was_given_up_is_let_go(publisher: Client, receiver: Receiver) -> None:
    made(publisher, receiver.url)
    endpoint = Endpoint.objects.get()
    [event] = happen()
    acts.send_again(endpoint, event)

    publisher.post(screen(endpoint), {"act": "forget", "event": event.uid})

    assert not Delivery.objects.exists()


def test_a_replay_sends_what_was_sent(publisher: Client, receiver: Receiver) -> None:
    made(publisher, receiver.url)
    endpoint = Endpoint.objects.get()
    events = happen(sequence=7) + happen(sequence=8)
    dispatch.run_once()
    receiver.got.clear()

    publisher.post(screen(endpoint), {"act": "replay", "sequence": "7"})
    dispatch.run_once()
    publisher.post(screen(endpoint), {"act": "replay", "since": "2020-01-01 00:00"})
    dispatch.run_once()

    assert [event["id"] for event in receiver.events] == [events[1].uid, events[0].uid, events[1].uid]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "replay"},
        {"act": "replay", "sequence": "1", "since": "2020-01-01 00:00"},
        {"act": "replay", "sequence": "-1"},
        {"act": "replay", "sequence": "9" * 30},
        {"act": "again", "event": "evt_none"},
        {"act": "again"},
        {"act": "\x00"},
    ],
)
def test_what_is_not_understood_does_nothing(
    publisher: Client, receiver: Receiver, data: dict[str, str]
) -> None:
    made(publisher, receiver.url)
    happen()
    dispatch.run_once()
    endpoint = Endpoint.objects.get()

    assert publisher.post(screen(endpoint), data).status_code == 200

    after = Endpoint.objects.get()
    assert (after.position, after.secret) == (endpoint.position, endpoint.secret)
    assert not Delivery.objects.exists()


def test_a_test_event_of_another_endpoint_is_not_sent(publisher: Client, receiver: Receiver) -> None:
    made(publisher, receiver.url)
    other = Endpoint.objects.create(name="Other", url=receiver.url, events=[])
    event = acts.send_test(other)

    publisher.post(screen(Endpoint.objects.get(name="Front end")), {"act": "again", "event": event.uid})

    assert not Delivery.objects.exists()


def test_a_changed_secret_is_shown_once(publisher: Client, receiver: Receiver) -> None:
    made(publisher, receiver.url)
    endpoint = Endpoint.objects.get()

    text = publisher.post(screen(endpoint), {"act": "secret"}).content.decode()

    after = Endpoint.objects.get()
    assert after.secret != endpoint.secret
    assert after.old_secret == endpoint.secret
    assert after.secret in text
    assert endpoint.secret not in text


@pytest.mark.parametrize("name", ["writer", "reviewer"])
def test_others_have_no_endpoints(newsroom: Newsroom, receiver: Receiver, name: str) -> None:
    endpoint = Endpoint.objects.create(name="Front end", url=receiver.url, events=[])
    client = Client()
    client.force_login(getattr(newsroom, name))

    for address in ("/admin/webhooks/", ADD, screen(endpoint), f"/admin/webhooks/edit/{endpoint.pk}/"):
        assert client.get(address).status_code == 302
    client.post(screen(endpoint), {"act": "secret"})
    assert Endpoint.objects.get().secret == endpoint.secret
    assert "Webhooks" not in client.get("/admin/").content.decode()


def happen(**values: Any) -> list[Event]:
    found = {"now": clock.now(), "data": {}, "uuid": uuid4(), "page_type": "news.BriefPage", "sequence": 1}
    return [outbox.record_event("story.published", **found | values)]
