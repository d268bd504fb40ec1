"""`search=` in lists: what is found, what goes with it, and where the words stand."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.api.public import searches
from tests.newsroom import Newsroom

SharedRows = Callable[[], AbstractContextManager[None]]
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


@pytest.fixture(scope="module")
def stories(shared_rows: SharedRows) -> Iterator[dict[str, Any]]:
    """Return live stories by slug, the oldest first."""
    with shared_rows():
        newsroom = Newsroom()
        yield {
            slug: newsroom.live(kind, slug=slug, title=title, topics=[topic], **PLAIN)
            for slug, kind, title, topic in (
                ("near", "brief", "Harbour, harbour: <grain> & harbour", "Yemen"),
                ("also", "watch", "Grain, harbour, cranes and everything that belongs to them", "Yemen"),
                ("grain", "brief", "Grain prices fall", "Somalia"),
            )
        }


@pytest.fixture
def three(stories: dict[str, Any], db: None) -> dict[str, Any]:
    """Return the module's stories to a test that reads."""
    return stories


def slugs(answer: Any) -> list[str]:
    return [item["meta"]["slug"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=harbour", ["near", "also"]),
        ("search=harbour+grain", ["near", "also"]),
        ("search=harbour+absent&search_operator=or", ["near", "also"]),
        ("search=harbour+prices", []),
        ("search=%22harbour+harbour%22", ["near"]),
        ("search=harbour&order=-id", ["also", "near"]),
        ("search=harbour&order=id", ["near", "also"]),
        ("search=grain&topic=somalia", ["grain"]),
        ("search=harbour&topic=yemen", ["near", "also"]),
        ("search=harbour&topic=yemen,somalia", ["near", "also"]),
        ("search=harbour&type=news.WatchListPage", ["also"]),
        ("search=harbour&type=news.BriefPage,news.WatchListPage", ["near", "also"]),
        ("search=harbour&descendant_of=root", ["near", "also"]),
        ("search=harbour&slug=grain", []),
        ("search=harbour+OR+prices", []),
        ("search=harb*", []),
    ],
)
def test_lists_hold_what_is_found(three: Any, reader: Client, query: str, expected: list[str]) -> None:
    answer = reader.get(f"/api/v2/pages/?{query}")

    assert slugs(answer) == expected
    assert answer.json()["meta"] == {"total_count": len(expected)}


def test_the_nearest_can_be_turned_over_by_offset(three: Any, reader: Client) -> None:
    spans = [reader.get(f"/api/v2/pages/?search=grain&limit=1&offset={n}") for n in range(4)]

    assert sorted(slug for span in spans for slug in slugs(span)) == ["also", "grain", "near"]
    assert {span.json()["meta"]["total_count"] for span in spans} == {3}


def test_in_an_order_a_search_has_cursors(three: Any, reader: Client) -> None:
    first = reader.get("/api/v2/pages/?search=grain&order=-id&limit=2&cursor=*")
    second = reader.get(first.json()["meta"]["next"])

    assert (slugs(first), slugs(second)) == (["grain", "also"], ["near"])


def test_the_nearest_have_no_cursor(three: Any, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/?search=grain&cursor=*")

    assert answer.status_code == 400
    assert answer.json()["detail"] == "search by relevance knows no cursor; give an order"


def test_a_search_without_a_word_says_so(three: Any, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/?search=%22*%22")

    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "search")
    assert answer.json()["detail"] == "search needs a word: a letter or a digit at least"


def test_highlights_are_safe_html_in_the_order_of_the_list(three: Any, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/?search=HARBOUR+grain&highlight=true&limit=1").json()

    (shown,) = answer["meta"]["highlights"]
    assert shown["id"] == answer["items"][0]["id"] == three["near"].pk
    assert shown["title"] == (
        "<mark>Harbour</mark>, <mark>harbour</mark>: &lt;<mark>grain</mark>&gt; &amp; <mark>harbour</mark>"
    )


@pytest.mark.parametrize("query", ["", "&fields=*", "&fields=title", "&order=title", "&order=id&cursor=*"])
def test_highlights_go_with_any_shape_of_a_list(three: Any, reader: Client, query: str) -> None:
    answer = reader.get(f"/api/v2/pages/?search=grain&highlight=true{query}").json()

    assert [h["id"] for h in answer["meta"]["highlights"]] == [item["id"] for item in answer["items"]]
    assert len(answer["items"]) == 3


def test_other_highlights_are_another_answer(three: Any, reader: Client) -> None:
    tags = {reader.get(f"/api/v2/pages/?search=grain{more}")["ETag"] for more in ("", "&highlight=true")}

    assert len(tags) == 2


def test_what_is_hidden_is_in_no_item_and_no_count(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", title="Zebra", **PLAIN)
    newsroom.draft("brief", title="Zebra again", **PLAIN)
    address = "/api/v2/pages/?search=zebra&highlight=true"
    before = reader.get(address).json()["meta"]["total_count"]

    PageViewRestriction.objects.create(page=newsroom.news, restriction_type="login")

    assert (before, page.title) == (1, "Zebra")
    assert reader.get(address).json() == {"meta": {"highlights": [], "total_count": 0}, "items": []}


@pytest.mark.parametrize("query", ["", "&highlight=true", "&order=title", "&topic=yemen&search_operator=or"])
def test_a_search_that_ends_before_its_limit_is_two_queries(three: Any, reader: Client, query: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.get(f"/api/v2/pages/?search=grain{query}")

    assert len(queries) == 2


def test_of_very_many_matches_the_newest_are_searched(
    three: Any, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = sorted((page.pk for page in three.values()), reverse=True)
    monkeypatch.setattr(searches, "SEARCHED", 2)

    answer = reader.get("/api/v2/pages/?search=grain").json()

    assert answer["meta"]["total_count"] == 2
    assert sorted((item["id"] for item in answer["items"]), reverse=True) == newest[:2]
