"""Lists that are walked by cursor: every story once, whatever happens meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.api.public import cursors
from cms.api.public.cursors import Cursor
from cms.core import clock
from cms.delivery.conditions import Condition
from cms.delivery.lists import ORDERS, Listing, Place
from cms.publishing.models import Rebuild
from cms.publishing.totals import total_of
from tests.newsroom import Newsroom

SharedRows = Callable[[], AbstractContextManager[None]]
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
STORIES = "/api/v2/pages/?type=news.StoryPage&limit=2&cursor=*"


def publish(newsroom: Newsroom, number: int, *, day: int = 1) -> Any:
    with clock.at(datetime(2023, 1, day, 12, tzinfo=UTC)):
        title = f"Story {number % 3}"
        return newsroom.live("brief", title=title, slug=f"s-{number}", topics=["Yemen"], **PLAIN)


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[tuple[Newsroom, list[Any]]]:
    """Return seven stories, three of them of the same moment."""
    with shared_rows():
        newsroom = Newsroom()
        yield newsroom, [publish(newsroom, n, day=day) for n, day in enumerate((1, 2, 3, 3, 3, 4, 5))]


@pytest.fixture
def seven(shared: tuple[Newsroom, list[Any]], db: None) -> list[Any]:
    """Return the module's stories to a test."""
    return [page.__class__.objects.get(pk=page.pk) for page in shared[1]]


@pytest.fixture
def newsroom(shared: tuple[Newsroom, list[Any]], db: None) -> Newsroom:
    """Return the module's newsroom to a test."""
    return shared[0]


def walk(reader: Client, address: str, *, way: str = "next") -> Iterator[list[int]]:
    """Return the ids of each span, from `address` on."""
    following: str | None = address
    while following:
        answer = reader.get(following.replace("http://testserver", "")).json()
        yield [item["id"] for item in answer["items"]]
        following = answer["meta"][way]


@pytest.mark.parametrize("order", [f"{sign}{name}" for name in ORDERS for sign in ("", "-")])
@pytest.mark.parametrize("narrow", ["", "&topic=yemen", "&topic=yemen,nothing", "&author=a-writer"])
def test_a_walk_finds_each_story_once_in_order(
    seven: list[Any], reader: Client, order: str, narrow: str
) -> None:
    whole = reader.get(f"/api/v2/pages/?type=news.StoryPage&limit=50&order={order}{narrow}").json()["items"]

    spans = list(walk(reader, f"{STORIES}&order={order}{narrow}"))

    assert [pk for span in spans for pk in span] == [item["id"] for item in whole]
    assert len(whole) == 7
    assert [len(span) for span in spans] == [2, 2, 2, 1]


def test_the_way_back_gives_the_same_spans(seven: list[Any], reader: Client) -> None:
    spans = list(walk(reader, STORIES))
    last = STORIES
    while following := reader.get(last).json()["meta"]["next"]:
        last = following.replace("http://testserver", "")

    back = list(walk(reader, last, way="previous"))

    assert back[0] == spans[-1]
    # Spans of two are cut from the other end now.
    assert [pk for span in reversed(back) for pk in span] == [pk for span in spans for pk in span]


def test_a_walk_stays_where_it_is_while_stories_come_and_go(
    newsroom: Newsroom, seven: list[Any], reader: Client
) -> None:
    steps = walk(reader, STORIES)
    seen = next(steps)
    before = [page.pk for page in seven]

    publish(newsroom, 8, day=9)
    seven[5].unpublish()
    seen += [pk for span in steps for pk in span]

    assert seen == list(reversed(before))


def test_links_keep_the_question_and_lead_back_to_the_start(seven: list[Any], reader: Client) -> None:
    first = reader.get(f"{STORIES}&order=title&min_sequence=1").json()["meta"]

    assert first["previous"] is None
    assert "order=title" in first["next"]
    assert "min_sequence" not in first["next"]
    assert "total_count" not in first
    second = reader.get(first["next"].replace("http://testserver", "")).json()["meta"]
    start = reader.get(second["previous"].replace("http://testserver", "")).json()
    assert start["meta"]["previous"] is None
    assert start["items"] == reader.get(f"{STORIES}&order=title").json()["items"]


def test_the_total_is_told_when_it_is_asked_for(seven: list[Any], reader: Client) -> None:
    assert reader.get(f"{STORIES}&count=true").json()["meta"]["total_count"] == 7


def test_a_cursor_costs_one_query(seven: list[Any], reader: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.get(f"{STORIES}&topic=yemen")

    assert len(queries) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "*" * 801,
        "bnVsbA",
        "W10",
        "WzEsMiwzLDRd",
        "WyJ0aXRsZSIsIm5leHQiLCJhXHUwMDAwIiwxXQ",
        cursors.written(Cursor("title", "next", Place("a", 1))),
        cursors.written(Cursor("-first_published_at", "next", Place("not a time", 1))),
        cursors.written(Cursor("-first_published_at", "next", Place("2023-01-01T00:00:00", 1))),
        cursors.written(Cursor("-first_published_at", "next", Place("2023-01-01T00:00:00Z", 2**63))),
        cursors.written(Cursor("-first_published_at", "aside", Place("2023-01-01T00:00:00Z", 1))),  # type: ignore[arg-type]
    ],
)
def test_other_cursors_are_refused(newsroom: Newsroom, reader: Client, text: str) -> None:
    answer = reader.get("/api/v2/pages/", {"cursor": text})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_and_an_offset_are_refused_together(reader: Client, db: None) -> None:
    assert reader.get("/api/v2/pages/?cursor=*&offset=1").status_code == 400


def test_a_total_is_counted_while_documents_are_to_be_hidden(newsroom: Newsroom, seven: list[Any]) -> None:
    # Behind Django's back: only then do the kept numbers and the rows differ.
    type(newsroom.news).objects.filter(pk=newsroom.news.pk).update(live=False)
    asked = Listing([Condition("topic", ["yemen"])])
    assert total_of(asked) == 7

    Rebuild.objects.create(scope=Rebuild.Scope.SUBTREE, key=str(newsroom.news.pk))

    assert total_of(asked) == 0
