"""Beside Wagtail's own pages API, on the same rows: ours holds all that it says, but for what is listed.

The list is docs/dev/pages-api-differences.md.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import get_page_models

from news.models import BriefPage, StoryPage
from tests.newsroom import Newsroom

from . import questions, stock

pytestmark = [pytest.mark.slow, pytest.mark.urls(stock.__name__)]
Ask = Callable[[], Iterator[str]]
APIS = (stock.OURS, stock.STOCK)
LEAST = 250
SharedRows = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[tuple[Newsroom, dict[str, int]]]:
    with shared_rows():
        newsroom = Newsroom()
        yield newsroom, stock.furnished(newsroom)


@pytest.fixture
def newsroom(shared: tuple[Newsroom, dict[str, int]], db: None) -> Newsroom:
    return shared[0]


@pytest.fixture
def ids(
    shared: tuple[Newsroom, dict[str, int]], db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, int]:
    settings.WAGTAILAPI_LIMIT_MAX = 100  # as ours
    # What programs write through v3 has names of its own for each type; stock shows stories alike.
    for page_type in get_page_models():
        fields = stock.STORY_FIELDS if issubclass(page_type, StoryPage) else []
        monkeypatch.setattr(page_type, "api_fields", fields, raising=False)
    monkeypatch.setattr(StoryPage, "api_meta_fields", stock.STORY_META_FIELDS, raising=False)
    return shared[1]


EVERYTHING = (questions.lists, questions.details, questions.finds, questions.searches, questions.refused)


@pytest.mark.parametrize("ask", EVERYTHING)
def test_ours_holds_all_that_stock_says(reader: Client, ids: dict[str, int], ask: Ask) -> None:
    found = [d for question in ask() for d in stock.differences(reader, question.format(**ids))]

    assert found == []


def test_there_are_enough_questions_and_each_is_asked_once() -> None:
    asked = [question for ask in EVERYTHING for question in ask()]

    assert len(asked) == len(set(asked))
    assert len(asked) > LEAST


def test_what_is_refused_is_refused_in_the_same_words(reader: Client, ids: dict[str, int]) -> None:
    for query in questions.REFUSED_ALIKE:
        (_, ours), (_, theirs) = both(reader, f"?{query}".format(**ids))
        assert ours["detail"] == theirs["message"]


def test_paragraphs_are_the_display_html_of_stock(
    reader: Client, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BriefPage, "api_fields", [*stock.STORY_FIELDS, *stock.BRIEF_FIELDS], raising=False)
    address = f"/pages/{ids['brief']}/"

    ours = reader.get(f"/api/v2{address}").json()["body"]
    theirs = reader.get(f"/api/stock{address}?rich_text_format=html").json()["body"]
    stored = reader.get(f"/api/stock{address}").json()["body"]

    assert [block["value"] for block in ours if block["type"] == "paragraph"] == theirs
    assert "/world/abroad/" in theirs[-1]
    assert "linktype" in stored[-1]


def both(reader: Client, question: str) -> tuple[stock.Answer, stock.Answer]:
    return stock.answer(reader, stock.OURS, question), stock.answer(reader, stock.STOCK, question)


def ids_of(answer: stock.Answer) -> list[int]:
    assert answer[0] == 200, answer
    return [item["id"] for item in answer[1]["items"]]


@pytest.mark.parametrize(
    ("question", "ours", "theirs"),
    [
        ("?order=random", 400, 200),
        ("?order=title,slug", 400, 200),
        ("?order=seo_title", 400, 200),
        ("?seo_title=Abroad", 400, 200),
        ("?search_description=", 400, 200),
        ("?first_published_at=2023-01-01T00:00:00Z", 400, 200),
        ("?alias_of={abroad}", 400, 200),
        ("?limit=0", 400, 200),
        ("?offset=10001", 400, 200),
        ("?limit=1&limit=2", 400, 200),
        ("?rich_text_format=html", 400, 200),
        ("?_=1", 400, 200),
        ("?format=json", 400, 200),
        ("?locale=fr", 200, 404),
        ("?site=nowhere", 400, 404),
        ("?ancestor_of=root", 200, 400),
        ("?fields=parent", 200, 400),
        ("?fields=meta", 200, 400),
        ("?search=", 400, 200),
        ("find/?html_path=/news/&fields=title", 400, 302),
        ("find/", 400, 404),
        ("{brief}/?limit=1", 400, 200),
        ("{elsewhere}/", 200, 404),
        ("?child_of={second}", 200, 400),
    ],
)
def test_answers_that_differ_by_decision(
    reader: Client, ids: dict[str, int], question: str, ours: int, theirs: int
) -> None:
    assert [status for status, _ in both(reader, question.format(**ids))] == [ours, theirs]


def test_pages_under_an_unpublished_one_are_hidden(reader: Client, ids: dict[str, int]) -> None:
    untouched = stock.answer(reader, stock.UNTOUCHED, "?limit=100")

    assert ids["left"] in ids_of(untouched)
    assert ids["left"] not in ids_of(stock.answer(reader, stock.OURS, "?limit=100"))
    assert stock.answer(reader, stock.UNTOUCHED, f"{ids['left']}/")[0] == 200
    assert stock.answer(reader, stock.OURS, f"{ids['left']}/")[0] == 404


def test_an_alias_goes_with_a_source_that_is_hidden(
    reader: Client, ids: dict[str, int], newsroom: Newsroom
) -> None:
    alias = BriefPage.objects.get(pk=ids["secret"]).create_alias(parent=newsroom.news, update_slug="shown")

    (ours, _), (_, theirs) = both(reader, f"{alias.pk}/")

    assert ours == 404
    assert theirs["meta"]["alias_of"]["meta"]["html_url"] == "https://example.org/members/secret/"


def test_lists_are_of_all_sites_and_newest_first(reader: Client, ids: dict[str, int]) -> None:
    ours, theirs = both(reader, "?limit=100")

    assert set(ids_of(ours)) - set(ids_of(theirs)) == {ids[name] for name in ("second", "there", "elsewhere")}
    assert ids_of(ours) == ids_of(stock.answer(reader, stock.OURS, "?limit=100&order=-first_published_at"))
    assert ids_of(theirs) != [pk for pk in ids_of(ours) if pk in ids_of(theirs)]


def test_a_search_reads_the_texts(reader: Client, ids: dict[str, int]) -> None:
    ours, theirs = both(reader, "?search=paragraph&type=news.BriefPage&site=example.org")

    assert ids["brief"] in ids_of(ours)
    assert ids_of(theirs) == []


def test_an_unknown_language_is_an_empty_list(reader: Client, ids: dict[str, int]) -> None:
    assert ids_of(stock.answer(reader, stock.OURS, "?locale=fr")) == []


def test_a_former_address_is_told(reader: Client, ids: dict[str, int]) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/news/")

    ours, theirs = both(reader, "find/?html_path=/old/")

    assert (ours[0], ours[1]["redirect"]["target"], theirs[0]) == (
        200,
        "https://example.org/news/",
        404,
    )


def test_texts_that_are_empty_are_null(
    reader: Client, ids: dict[str, int], newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = newsroom.live(title="Plain", **stock.PLAIN | {"standfirst": ""})

    (_, ours), (_, theirs) = both(reader, f"{page.pk}/?fields=standfirst,last_published_at")

    assert (ours["standfirst"], theirs["standfirst"]) == (None, "")


def test_times_are_told_to_the_second(reader: Client, ids: dict[str, int]) -> None:
    question = f"/pages/{ids['brief']}/"
    times = [reader.get(f"/api/{api}{question}").json()["meta"]["first_published_at"] for api in APIS]

    assert re.fullmatch(r"[0-9T:-]{19}Z", times[0])
    assert times[1].startswith(times[0][:-1] + ".")


def test_errors_are_problems(reader: Client, ids: dict[str, int]) -> None:
    for question in ("?limit=abc", f"{ids['draft']}/"):
        ours, theirs = (reader.get(f"/api/{api}/pages/{question}") for api in APIS)

        assert ours["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= ours.json().keys()
        assert theirs.json().keys() == {"message"}
