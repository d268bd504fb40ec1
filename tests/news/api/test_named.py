"""Topics and authors: what public stories carry, and nothing that only drafts do."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.core import clock
from news.models import Author, Byline
from tests.newsroom import Newsroom


def live(newsroom: Newsroom, slug: str, *, author: str, topics: list[str], at: str = "2023-03-20") -> Any:
    page = newsroom.draft("brief", slug=slug, topics=topics)
    name = author.replace("-", " ").title()
    row, _ = Author.objects.get_or_create(slug=author, defaults={"name": name})
    page.bylines.set([Byline(author=row, sort_order=0), Byline(author=row, role="Map", sort_order=1)])
    page.save_revision(user=newsroom.writer, clean=False)
    with clock.at(datetime.fromisoformat(at).replace(tzinfo=UTC)):
        newsroom.publish(page)
    return page


def counts(reader: Client, address: str) -> list[tuple[str, int]]:
    answer = reader.get(f"/api/v2/{address}/").json()
    assert answer["meta"]["total_count"] == len(answer["items"])
    return [(item["slug"], item["story_count"]) for item in answer["items"]]


def test_names_are_counted_over_public_stories(newsroom: Newsroom, reader: Client) -> None:
    live(newsroom, "first", author="b-second", topics=["Yemen"])
    gone = live(newsroom, "second", author="a-first", topics=["Yemen", "Mali"], at="2023-04-14")
    newsroom.draft("brief", slug="third", topics=["Secret"])

    assert counts(reader, "topics") == [("mali", 1), ("yemen", 2)]
    assert counts(reader, "authors") == [("a-first", 1), ("b-second", 1)]
    yemen = reader.get("/api/v2/topics/yemen/").json()
    assert (yemen["name"], yemen["newest_first_published_at"]) == ("Yemen", "2023-04-14T00:00:00Z")

    gone.unpublish()
    assert counts(reader, "topics") == [("yemen", 1)]
    assert counts(reader, "authors") == [("b-second", 1)]
    for address in ("topics/mali", "topics/secret", "authors/a-first", "authors/a-writer"):
        hidden = reader.get(f"/api/v2/{address}/")
        assert (hidden.status_code, hidden["Content-Type"]) == (404, "application/problem+json")

    newsroom.news.unpublish()
    assert counts(reader, "topics") == counts(reader, "authors") == []


def test_a_topic_gives_the_path_of_its_page_while_that_is_public(newsroom: Newsroom, reader: Client) -> None:
    live(newsroom, "first", author="a-first", topics=["Yemen"])
    page = newsroom.topic_page("Yemen")
    assert reader.get("/api/v2/topics/yemen/").json()["path"] == "/yemen/"

    # Behind the signals, so that the stored document stays.
    Page.objects.filter(pk=page.pk).update(live=False)
    assert reader.get("/api/v2/topics/yemen/").json()["path"] is None


def test_a_renamed_author_is_found_under_the_new_slug(newsroom: Newsroom, reader: Client) -> None:
    live(newsroom, "first", author="old", topics=["Yemen"])
    author = Author.objects.get(slug="old")
    author.slug = "new"
    author.save()

    assert counts(reader, "authors") == [("new", 1)]


@pytest.mark.parametrize("address", ["topics/", "topics/yemen/", "authors/", "authors/a-first/"])
def test_reads_are_conditional_and_cost_the_same_for_many(
    newsroom: Newsroom, reader: Client, address: str
) -> None:
    def read(**headers: str) -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(f"/api/v2/{address}", headers=headers)
        return answer, len(queries)

    live(newsroom, "first", author="a-first", topics=["Yemen"])
    first, few = read()
    live(newsroom, "second", author="a-first", topics=["Yemen", "Mali", "Somalia"])
    second, many = read()
    unchanged, _ = read(**{"if-none-match": second["ETag"]})

    assert first["ETag"] != second["ETag"]
    assert int(second["Galley-Sequence"]) > int(first["Galley-Sequence"])
    assert unchanged.status_code == 304
    assert few == many <= 4


def test_lists_are_walked_by_limit_and_offset(newsroom: Newsroom, reader: Client) -> None:
    live(newsroom, "first", author="a-first", topics=["Mali", "Somalia", "Yemen"])

    answer = reader.get("/api/v2/topics/?limit=1&offset=1").json()

    assert answer["meta"]["total_count"] == 3
    assert [item["slug"] for item in answer["items"]] == ["somalia"]


@pytest.mark.parametrize("query", ["x=1", "limit=0", "limit=101", "limit=+1", "offset=10001", "offset=-1"])
@pytest.mark.parametrize("address", ["topics", "authors"])
@pytest.mark.django_db
def test_bad_parameters_are_refused(reader: Client, address: str, query: str) -> None:
    assert reader.get(f"/api/v2/{address}/?{query}").status_code == 400
