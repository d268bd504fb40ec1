"""Items' own topics: what a story answers to, and which item a list by topic shows."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.delivery.models import IndexRow
from cms.publishing.freshness import rebuild
from tests.newsroom import Newsroom

PAGES = "/api/v2/pages/"


def items_about(newsroom: Newsroom, *topics: list[str]) -> list[tuple[str, Any]]:
    """Return number items with these topics."""
    (_, value), *_ = newsroom.items("numbers")
    return [
        ("number_item", value | {"kicker": f"Item {n}", "topics": [newsroom.topic(name) for name in names]})
        for n, names in enumerate(topics)
    ]


@pytest.fixture
def story(newsroom: Newsroom) -> Any:
    """Return a list of the topic Somalia with items on Somalia, on Yemen and North Korea, and on Yemen."""
    items = items_about(newsroom, ["Somalia"], ["Yemen", "North Korea"], ["Yemen"])
    return newsroom.live("numbers", topics=["Somalia"], items=items)


def matched(reader: Client, **parameters: Any) -> list[str | None]:
    cards = reader.get(PAGES, parameters).json()["items"]
    return [card["matched_item"] and card["matched_item"]["value"]["kicker"] for card in cards]


@pytest.mark.parametrize(
    ("topic", "kicker"),
    [
        ("somalia", "Item 0"),
        ("north-korea", "Item 1"),
        ("yemen", "Item 1"),
        ("north-korea,somalia", "Item 1"),
        ("somalia,north-korea", "Item 0"),
        ("atlantis,yemen", "Item 1"),
    ],
)
def test_list_by_topic_shows_the_item_of_the_first_topic(
    story: Any, reader: Client, topic: str, kicker: str
) -> None:
    assert matched(reader, topic=topic) == [kicker]


def test_matched_item_is_the_item_as_the_detail_has_it(story: Any, reader: Client) -> None:
    (card,) = reader.get(PAGES, {"topic": "north-korea"}).json()["items"]

    detail = reader.get(f"{PAGES}{story.pk}/").json()
    assert card["matched_item"] == detail["items"][1]
    assert [ref["slug"] for ref in card["matched_item"]["value"]["topics"]] == ["north-korea", "yemen"]
    assert [ref["slug"] for ref in card["topics"]] == ["somalia"]


def test_nothing_matches_where_only_the_story_has_the_topic(newsroom: Newsroom, reader: Client) -> None:
    newsroom.live("brief", topics=["Yemen"])
    newsroom.live("numbers", topics=["Yemen"], items=items_about(newsroom, ["Somalia"]))

    assert matched(reader, topic="yemen") == [None, None]
    assert matched(reader, type="news.StoryPage") == [None, None]


def test_unknown_topic_is_an_empty_list(story: Any, reader: Client) -> None:
    answer = reader.get(PAGES, {"topic": "atlantis"})

    assert (answer.status_code, answer.json()) == (200, {"meta": {"total_count": 0}, "items": []})


def test_story_counts_once_however_many_items_match(story: Any, reader: Client) -> None:
    assert reader.get(PAGES, {"topic": "yemen,somalia,north-korea"}).json()["meta"]["total_count"] == 1
    assert IndexRow.objects.filter(kind="topic").count() == 3


def test_topic_deleted_since_leaves_the_item(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("numbers", items=items_about(newsroom, ["Yemen"]))
    newsroom.topic("Yemen").delete()

    rebuild.rebuild_all(now=timezone.now())

    assert reader.get(f"{PAGES}{page.pk}/").json()["items"][0]["value"]["topics"] == []


def test_whole_pages_stand_in_the_list_on_request(story: Any, reader: Client) -> None:
    (whole,) = reader.get(PAGES, {"type": "news.StoryPage", "fields": "*"}).json()["items"]

    assert whole == reader.get(f"{PAGES}{story.pk}/").json()


@pytest.mark.parametrize("fields", ["", "*,title"])
def test_other_fields_are_refused(newsroom: Newsroom, reader: Client, fields: str) -> None:
    answer = reader.get(PAGES, {"fields": fields})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "fields"


def test_list_by_topic_takes_three_queries_at_most(
    story: Any, reader: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        reader.get(PAGES, {"topic": "yemen"})
    with django_assert_max_num_queries(3):
        reader.get(PAGES, {"topic": "atlantis"})
