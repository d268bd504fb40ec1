"""What lists can be narrowed by: names, times, and places in the tree."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.api.public import tree
from cms.core import clock
from cms.delivery import lists
from news.models import NewsIndexPage
from tests.newsroom import Newsroom

SharedRows = Callable[[], AbstractContextManager[None]]
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
STORIES = "/api/v2/pages/?type=news.StoryPage&order=id"


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[tuple[Newsroom, list[Any]]]:
    with shared_rows():
        newsroom = Newsroom()
        yield newsroom, list(dated(newsroom))


def dated(newsroom: Newsroom) -> Iterator[Any]:
    for day in (1, 2, 3):
        with clock.at(datetime(2023, 1, day, 12, tzinfo=UTC)):
            yield newsroom.live("brief", title=f"Story {day}", slug=f"story-{day}", **PLAIN)


@pytest.fixture
def newsroom(shared: tuple[Newsroom, list[Any]], db: None) -> Newsroom:
    return shared[0]


@pytest.fixture
def three(shared: tuple[Newsroom, list[Any]], db: None) -> list[Any]:
    return shared[1]


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("title=Story%202", [1]),
        ("title=Story", []),
        ("author=a-writer", [0, 1, 2]),
        ("author=nobody", []),
        ("locale=en", [0, 1, 2]),
        ("locale=de", []),
        ("published_after=2023-01-02", [1, 2]),
        ("published_after=2023-01-02T12:00:00Z", [1, 2]),
        ("published_after=2023-01-02T12:00:01Z", [2]),
        ("published_after=2023-01-02T14:00:00%2B02:00", [1, 2]),
        ("published_before=2023-01-02T12:00:00Z", [0]),
        ("published_before=2023-01-03", [0, 1]),
        ("published_after=2023-01-02&published_before=2023-01-03", [1]),
        ("updated_after=2023-01-03", [2]),
        ("site=example.org", [0, 1, 2]),
        ("descendant_of=root", [0, 1, 2]),
        ("child_of=root", []),
    ],
)
def test_lists_hold_what_the_filters_find(
    three: list[Any], reader: Client, query: str, expected: list[int]
) -> None:
    assert ids(reader.get(f"{STORIES}&{query}")) == [three[n].pk for n in expected]


def test_a_page_is_found_by_its_id_and_uuid(three: list[Any], reader: Client) -> None:
    for query in (f"id={three[1].pk}", f"uuid={three[1].uuid}"):
        assert ids(reader.get(f"/api/v2/pages/?{query}")) == [three[1].pk]


@pytest.mark.parametrize("few", [0, 2_000])
def test_places_in_the_tree(
    newsroom: Newsroom, three: list[Any], reader: Client, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(tree, "FEW", few)
    news, stories = newsroom.news.pk, [page.pk for page in three]

    assert ids(reader.get(f"/api/v2/pages/?child_of={news}&order=id")) == stories
    assert ids(reader.get(f"/api/v2/pages/?descendant_of={news}&order=id")) == stories
    assert news in ids(reader.get("/api/v2/pages/?child_of=root"))
    assert ids(reader.get(f"/api/v2/pages/?ancestor_of={stories[0]}&order=id")) == [newsroom.home.pk, news]
    everything = ids(reader.get("/api/v2/pages/?descendant_of=root&order=id"))
    assert newsroom.home.pk not in everything
    assert set(stories) | {news} <= set(everything)


def test_a_neighbour_whose_path_begins_alike_is_no_descendant(newsroom: Newsroom, reader: Client) -> None:
    other = NewsIndexPage(title="Other", slug="other", live=False)
    newsroom.home.add_child(instance=other)
    other.save_revision(user=newsroom.publisher).publish(user=newsroom.publisher)

    assert ids(reader.get(f"/api/v2/pages/?descendant_of={other.pk}")) == []


@pytest.mark.parametrize("name", ["child_of", "descendant_of", "ancestor_of", "translation_of"])
def test_hidden_pages_are_as_unknown_as_missing_ones(
    newsroom: Newsroom, three: list[Any], reader: Client, name: str
) -> None:
    PageViewRestriction.objects.create(page=newsroom.news, restriction_type="login")

    answers = [reader.get(f"/api/v2/pages/?{name}={pk}") for pk in (three[0].pk, newsroom.news.pk, 999_999)]

    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1


def test_translations_of_a_page(newsroom: Newsroom, three: list[Any], reader: Client) -> None:
    german = Locale.objects.create(language_code="de")
    key = three[0].translation_key
    Page.objects.filter(pk=three[2].pk).update(translation_key=key, locale=german)

    assert ids(reader.get(f"/api/v2/pages/?translation_of={three[0].pk}")) == [three[2].pk]
    assert ids(reader.get(f"/api/v2/pages/?translation_of={three[1].pk}")) == []


def test_a_site_is_named_by_host_and_port(newsroom: Newsroom, three: list[Any], reader: Client) -> None:
    Site.objects.create(hostname="example.org", port=8080, root_page=newsroom.news)

    assert newsroom.home.pk not in ids(reader.get("/api/v2/pages/?site=example.org:8080&limit=50"))
    assert newsroom.home.pk in ids(reader.get("/api/v2/pages/?site=example.org:443&limit=50"))
    several = reader.get("/api/v2/pages/?site=example.org")
    assert (several.status_code, "port" in several.json()["detail"]) == (400, True)


@pytest.mark.parametrize(
    "query",
    [
        "site=nowhere",
        "site=example.org:x",
        "child_of=1&descendant_of=1",
        "child_of=-1",
        "child_of=roots",
        "published_after=yesterday",
        "published_after=2023-02-30",
        "published_after=2023-01-01T00:00:00",
        "published_after=2023-01-01T00:00:00+02:00",
        "published_before=0001-01-01T00:00:00%2B14:00",
        "uuid=1",
        "id=0",
        "title=",
    ],
)
def test_other_values_are_refused_with_their_name(three: list[Any], reader: Client, query: str) -> None:
    answer = reader.get(f"/api/v2/pages/?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] in query


@pytest.mark.parametrize("query", ["child_of=root", "descendant_of=root", "site=example.org", "locale=en"])
def test_a_filter_costs_a_constant_number_of_queries(three: list[Any], reader: Client, query: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.get(f"/api/v2/pages/?{query}")

    assert len(queries) <= 5


def test_counting_ends_where_it_would_cost_too_much(
    three: list[Any], reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNTED", 2)

    def total(query: str) -> int:
        return int(reader.get(f"/api/v2/pages/?limit=1&{query}").json()["meta"]["total_count"])

    assert total("published_after=2023-01-01&type=news.StoryPage") == 2
    assert total("author=a-writer") == 3  # a number that is kept
