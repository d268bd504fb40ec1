"""Events: one for each change that readers see, in its transaction, with nothing of a draft."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from cms.core import clock
from cms.moderation.notifications import reminders
from cms.moderation.review import decisions
from cms.webhooks import outbox
from cms.webhooks.models import Event
from news.models import Topic
from tests.newsroom import FORMATS, Newsroom

NOW = datetime(2026, 1, 10, 8, tzinfo=UTC)


def told() -> list[tuple[str, dict[str, Any]]]:
    """Return kind and data of all events, in order."""
    return [(event.type, json.loads(bytes(event.body))["data"]) for event in Event.objects.order_by("pk")]


def of_pages() -> list[tuple[str, dict[str, Any]]]:
    return [(kind, data) for kind, data in told() if not kind.startswith("review.")]


def public() -> list[str]:
    return [kind for kind, _data in of_pages()]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_story_is_told_of_from_publication_to_deletion(newsroom: Newsroom, kind: str) -> None:
    page = newsroom.live(kind, topics=["Russia"])
    newsroom.publish_change(page, title="Another headline")
    page.refresh_from_db()
    page.unpublish(user=newsroom.publisher)
    newsroom.publish(page)
    page.refresh_from_db()
    page.delete(user=newsroom.publisher)

    assert public() == [
        "story.published",
        "story.updated",
        "story.unpublished",
        "story.published",
        "story.deleted",
    ]
    versions = [data["version"] for name, data in told() if name.startswith("story.")]
    assert versions == sorted(set(versions))


def test_an_event_says_where_the_page_is_and_nothing_of_what_it_says(newsroom: Newsroom) -> None:
    page = newsroom.live(title="A harbour opens", topics=["Russia"])
    document = Client().get(f"/api/v2/pages/{page.pk}/")

    [(_kind, data)] = [event for event in told() if event[0] == "story.published"]

    assert data == {
        "uuid": str(page.uuid),
        "page_id": page.pk,
        "page_type": "news.BriefPage",
        "sequence": int(document["Galley-Sequence"]),
        "version": int(document["Galley-Sequence"]),
        "change": "published",
        "api_url": document.json()["meta"]["detail_url"],
        "html_url": document.json()["meta"]["html_url"],
        "path": "/news/a-harbour-opens/",
        "etag": document["ETag"],
        "previous_paths": [],
        "topics": ["russia"],
    }


def test_who_goes_names_where_it_was_and_its_topics(newsroom: Newsroom) -> None:
    page = newsroom.live(title="A harbour opens", topics=["Russia"])
    newsroom.publish_change(page, slug="harbour")
    page.refresh_from_db()

    page.unpublish(user=newsroom.publisher)

    _kind, moved = of_pages()[-2]
    kind, gone = of_pages()[-1]
    assert (moved["path"], moved["previous_paths"]) == ("/news/harbour/", ["/news/a-harbour-opens/"])
    assert kind == "story.unpublished"
    assert gone["previous_paths"] == ["/news/a-harbour-opens/", "/news/harbour/"]
    assert gone["api_url"] is gone["html_url"] is gone["path"] is gone["etag"] is None
    assert gone["topics"] == ["russia"]


def test_who_asks_for_a_topic_hears_of_what_has_lost_it(newsroom: Newsroom) -> None:
    page = newsroom.live(topics=["Russia"])
    newsroom.publish_change(page, topics=[newsroom.topic("Yemen")])

    assert of_pages()[-1][1]["topics"] == ["russia", "yemen"]


def test_a_topic_that_is_renamed_updates_its_stories(newsroom: Newsroom) -> None:
    newsroom.live(topics=["Russia"])
    newsroom.topic_page("Russia")
    before = len(public())

    topic = Topic.objects.get(slug="russia")
    topic.name = "Russian Federation"
    topic.save()

    assert set(public()[before:]) == {"story.updated", "topic.updated"}


def test_a_scheduled_draft_and_a_change_of_nothing_tell_nothing(newsroom: Newsroom) -> None:
    page = newsroom.live()
    before = len(public())

    newsroom.change(page, title="Only a draft")
    newsroom.draft(go_live_at=datetime(2099, 1, 1, tzinfo=UTC))
    newsroom.news.save_revision(user=newsroom.publisher).publish()

    assert public()[before:] == []


def test_what_is_rolled_back_was_never_told(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    before = Event.objects.count()

    with transaction.atomic():
        newsroom.publish(page)
        assert Event.objects.count() > before
        transaction.set_rollback(True)

    assert Event.objects.count() == before


def test_no_event_is_written_outside_a_transaction() -> None:
    def record() -> None:
        outbox.record_event("story.published", now=NOW, data={}, uuid=uuid4(), page_type="news.BriefPage")

    # A thread has a connection of its own, which no test's transaction is open on.
    with ThreadPoolExecutor(1) as pool, pytest.raises(outbox.NoTransaction):
        pool.submit(record).result()


def test_events_get_their_places_once_and_without_gaps(db: None) -> None:
    for _ in range(3):
        outbox.record_event("x", now=NOW, data={}, uuid=uuid4(), page_type="x")
    assert (outbox.number_new(), outbox.number_new()) == (3, 0)
    outbox.record_event("x", now=NOW, data={}, uuid=uuid4(), page_type="x")
    outbox.number_new()

    assert list(Event.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert outbox.end() == 4


def test_a_review_is_told_of_step_by_step(newsroom: Newsroom) -> None:
    page = newsroom.submitted(title="Quite secret")
    decisions.request_changes(page, user=newsroom.reviewer, seal=page.draft_seal, reason="Too long")
    newsroom.change(page, title="Secret still")
    newsroom.publish(page)

    assert [(kind, data.get("step"), data.get("round")) for kind, data in told()] == [
        ("review.submitted", "Desk review", 1),
        ("review.changes_requested", "Desk review", 1),
        ("review.submitted", "Desk review", 2),
        ("review.approved", "Desk review", 2),
        ("review.approved", "Publish sign-off", 2),
        ("story.published", None, None),
    ]
    said = b"".join(bytes(event.body) for event in Event.objects.filter(type__startswith="review."))
    assert b"ecret" not in said
    assert b"Too long" not in said


def test_an_overdue_review_is_told_of_once(newsroom: Newsroom) -> None:
    with clock.at(clock.now() - timedelta(hours=3)):
        newsroom.submitted()

    for _ in range(2):
        reminders.remind(now=clock.now())

    assert [kind for kind, _data in told()].count("review.overdue") == 1
