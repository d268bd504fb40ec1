"""What lists hold, and in which order."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cms.core import clock
from tests.newsroom import Newsroom

SharedRows = Callable[[], AbstractContextManager[None]]
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


@pytest.fixture(scope="module")
def stories(shared_rows: SharedRows) -> Iterator[list[Any]]:
    """Return three live stories, oldest first, of three formats."""
    with shared_rows():
        yield list(dated_stories(Newsroom()))


@pytest.fixture
def three(stories: list[Any], db: None) -> list[Any]:
    """Return the module's stories to a test that reads."""
    return stories


def dated_stories(newsroom: Newsroom) -> Iterator[Any]:
    for day, kind in enumerate(("brief", "numbers", "watch"), 1):
        topics = [f"Topic {day}", "All"]
        with clock.at(datetime(2023, 1, day, tzinfo=UTC)):
            yield newsroom.live(kind, title=f"{'CAB'[day - 1]} {kind}", slug=kind, topics=topics, **PLAIN)


def ids(answer: Any) -> list[int]:
    return [item["id"] for item in answer.json()["items"]]


def test_lists_are_newest_first(three: list[Any], reader: Client) -> None:
    answer = reader.get("/api/v2/pages/", {"type": "news.StoryPage"})

    assert ids(answer) == [three[2].pk, three[1].pk, three[0].pk]
    assert answer.json()["meta"] == {"total_count": 3}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("title", [1, 2, 0]),
        ("-title", [0, 2, 1]),
        ("id", [0, 1, 2]),
        ("-id", [2, 1, 0]),
        ("first_published_at", [0, 1, 2]),
        ("-last_published_at", [2, 1, 0]),
        ("slug", [0, 1, 2]),
    ],
)
def test_lists_are_ordered_as_asked(
    three: list[Any], reader: Client, order: str, expected: list[int]
) -> None:
    answer = reader.get("/api/v2/pages/", {"type": "news.StoryPage", "order": order})

    assert ids(answer) == [three[n].pk for n in expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=news.BriefPage", [0]),
        ("type=news.WatchListPage,news.BriefPage", [2, 0]),
        ("type=news.WatchListPage&type=news.BriefPage", [2, 0]),
        ("topic=all", [2, 1, 0]),
        ("topic=topic-1,topic-3", [2, 0]),
        ("topic=topic-1&topic=topic-3", [2, 0]),
        ("topic=topic-1,topic-1", [0]),
        ("topic=nothing", []),
        ("topic=all&type=news.NumbersListPage", [1]),
        ("slug=watch", [2]),
        ("slug=watch&topic=topic-1", []),
        ("topic=all&limit=1", [2]),
        ("topic=all&limit=1&offset=1", [1]),
        ("topic=all&offset=3", []),
    ],
)
def test_lists_hold_what_the_filters_find(
    three: list[Any], reader: Client, query: str, expected: list[int]
) -> None:
    answer = reader.get(f"/api/v2/pages/?{query}")

    assert ids(answer) == [three[n].pk for n in expected]


def test_the_total_counts_beyond_the_limit(three: list[Any], reader: Client) -> None:
    answer = reader.get("/api/v2/pages/?topic=all&limit=1&offset=1")

    assert answer.json()["meta"] == {"total_count": 3}
