"""Topic pages and the front page: what editors choose is joined when the page is read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from time_machine import travel

from cms.delivery import registry
from cms.delivery.models import PublishedDocument
from home.models import HomeSlot
from news.models import FORMATS, TopicPage, TopicPin, WatchListPage
from tests.newsroom import Newsroom

from .test_item_topics import items_about

NOON = datetime(2023, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def stories(newsroom: Newsroom) -> dict[str, Any]:
    """Return three stories of the topic Yemen, oldest first: a brief, a list, a brief."""
    plain = {"hero": [], "no_picture": True, "topics": ["Yemen"]}
    found = {}
    for n, (name, kind) in enumerate({"old": "brief", "list": "numbers", "new": "brief"}.items()):
        extra = {"items": items_about(newsroom, ["Somalia"], ["Yemen"])} if kind == "numbers" else {}
        with travel(NOON + timedelta(hours=n), tick=False):
            found[name] = newsroom.live(kind, title=name, slug=name, **plain, **extra)
    return found


def topic_page(newsroom: Newsroom, *pins: Any, until: datetime | None = None, **fields: Any) -> TopicPage:
    """Return a live page on Yemen with these pinned stories."""
    page = newsroom.topic_page("Yemen")
    for name, value in fields.items():
        setattr(page, name, value)
    page.pins.set([TopicPin(story=story, until=until, sort_order=n) for n, story in enumerate(pins)])
    page.save_revision(user=newsroom.publisher).publish(user=newsroom.publisher)
    return page


def shown(reader: Client, page: Any) -> dict[str, Any]:
    """Return the titles of what an answer joins."""
    answer = reader.get(f"/api/v2/pages/{page.pk}/").json()
    lists = {name: answer[name] for name in ("pins", "slots", "feed", "latest") if name in answer}
    titles = {name: [card["title"] for card in cards] for name, cards in lists.items()}
    return {"lead": answer["lead"] and answer["lead"]["title"]} | titles


def test_topic_page_leads_with_the_newest(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    page = topic_page(newsroom, stories["old"])

    assert shown(reader, page) == {"lead": "new", "pins": ["old"], "feed": ["list"]}


def test_first_pin_leads_until_its_time_is_up(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    end = NOON + timedelta(days=1)
    page = topic_page(newsroom, stories["old"], until=end, lead_mode="pin")
    stored = bytes(PublishedDocument.objects.get(page_id=page.pk).body)

    with travel(end - timedelta(seconds=1), tick=False):
        assert shown(reader, page) == {"lead": "old", "pins": [], "feed": ["new", "list"]}
    with travel(end, tick=False):
        assert shown(reader, page) == {"lead": "new", "pins": [], "feed": ["list", "old"]}
    assert bytes(PublishedDocument.objects.get(page_id=page.pk).body) == stored
    assert b'"lead"' not in stored


def test_unpublished_and_hidden_stories_do_not_appear(
    newsroom: Newsroom, stories: Any, reader: Client
) -> None:
    draft = newsroom.draft(title="draft", slug="draft", hero=[], topics=["Yemen"])
    page = topic_page(newsroom, draft, stories["old"], lead_mode="pin")

    stories["old"].unpublish()

    assert shown(reader, page) == {"lead": "new", "pins": [], "feed": ["list"]}


def test_formats_are_filtered(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    page = topic_page(newsroom, formats=["news.NumbersListPage"])

    assert shown(reader, page) == {"lead": "list", "pins": [], "feed": []}


def test_cards_show_the_item_on_the_topic(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    page = topic_page(newsroom, stories["list"])

    (pin,) = reader.get(f"/api/v2/pages/{page.pk}/").json()["pins"]
    assert pin["matched_item"]["value"]["kicker"] == "Item 1"


def test_topic_without_stories_has_no_lead(newsroom: Newsroom, reader: Client) -> None:
    assert shown(reader, newsroom.topic_page("Yemen")) == {"lead": None, "pins": [], "feed": []}


def test_front_page_shows_its_lead_its_slots_and_the_newest(
    newsroom: Newsroom, stories: Any, reader: Client
) -> None:
    home = newsroom.home
    home.lead = stories["list"]
    home.slots.set([HomeSlot(story=stories[name], sort_order=n) for n, name in enumerate(("list", "old"))])
    home.save_revision(user=newsroom.publisher).publish(user=newsroom.publisher)

    assert shown(reader, home) == {"lead": "list", "slots": ["old"], "latest": ["new"]}
    stories["list"].unpublish()
    assert shown(reader, home) == {"lead": "new", "slots": ["old"], "latest": []}


def test_joined_page_takes_three_queries_and_a_story_one(
    newsroom: Newsroom, stories: Any, reader: Client, django_assert_num_queries: Any
) -> None:
    page = topic_page(newsroom, stories["old"])

    with django_assert_num_queries(3):
        reader.get(f"/api/v2/pages/{page.pk}/")
    with django_assert_num_queries(1):
        reader.get(f"/api/v2/pages/{stories['old'].pk}/")


def test_answer_has_a_tag_of_its_own(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    address = f"/api/v2/pages/{topic_page(newsroom).pk}/"
    before = reader.get(address)["ETag"]

    assert reader.get(address, headers={"If-None-Match": before}).status_code == 304
    stories["new"].unpublish()
    assert reader.get(address, headers={"If-None-Match": before}).status_code == 200


def test_reader_and_preview_draw_the_stories(newsroom: Newsroom, stories: Any, reader: Client) -> None:
    page = topic_page(newsroom, stories["old"])

    html = reader.get("/yemen/").content.decode()
    assert all(f">{name}</a>" in html for name in stories)
    preview = page.make_preview_request().rendered_content
    assert all(f">{name}</a>" in preview for name in stories)


def test_a_new_format_reaches_pages_that_were_published_before_it(
    newsroom: Newsroom, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.delitem(FORMATS, "news.WatchListPage")
        before.delitem(registry._projections, WatchListPage)
        pages = [newsroom.topic_page("Yemen"), newsroom.home]
        newsroom.home.save_revision().publish()
        call_command("rebuild_documents", verbosity=0)
    newsroom.live("watch", title="First", topics=["Yemen"], hero=[], no_picture=True)
    missing = [shown(reader, page)["lead"] for page in pages]

    call_command("rebuild_documents", "--stale", verbosity=0)

    assert missing == [None, None]
    assert [shown(reader, page)["lead"] for page in pages] == ["First", "First"]
