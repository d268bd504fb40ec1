"""All that readers can ask of the demo, held against the OpenAPI document."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cms.delivery.registry import label_of
from home.demo.build import PAGE_TYPES
from home.demo.stories import STORIES
from home.models import HomePage
from home.setup import setup_newsroom
from news.models import NewsIndexPage, Series, TopicPage
from tests.newsroom import Newsroom

from .documents import answer_schema, problems_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
API = "/api/v2"
PAGES = f"{API}/pages/"
LIVE = sum(story.state == "live" for story in STORIES)
NAMED = ("topics", "authors", "series")
PLAIN = {f"{API}/{name}/": {} for name in ("menus", "site", "redirects", *NAMED)} | {
    f"{API}/calendar/": {"from": "2023-01-01", "to": "2030-01-01"},
    f"{API}/changes/": {"limit": 100},
}


@pytest.fixture(scope="module")
def _demo(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Load the demo, and what it has none of: a series, a dated item, a redirect."""
    with shared_rows():
        get_user_model().objects.all().delete()  # the demo's users have the same names
        setup_newsroom(steps=2)
        call_command("load_demo", verbosity=0, stdout=StringIO())
        newsroom = Newsroom()
        series = Series.objects.create(name="Deaths", slug="deaths", unit="deaths")
        (name, item), *_rest = newsroom.items("numbers")
        newsroom.live("numbers", slug="counted", items=[(name, item | {"series": series})])
        (name, item) = newsroom.items("watch")[0]
        newsroom.live(
            "watch", slug="dated", show_in_menus=True, items=[(name, item | {"watch_date": "2026-Q3"})]
        )
        Redirect.objects.create(old_path="/old", redirect_page=newsroom.news)
        yield


@pytest.fixture
def ask(_demo: None, reader: Client) -> Callable[..., Any]:
    def asked(path: str, **parameters: Any) -> Any:
        answer = reader.get(path, parameters)
        assert answer.status_code == 200, path
        return answer.json()

    return asked


def test_cards_are_as_the_document_says(ask: Callable[..., Any]) -> None:
    cards = ask(PAGES, limit=100)

    assert problems_of("CardList")(cards) == []
    assert len([card for card in cards["items"] if "teaser" in card]) == LIVE + 2


def test_matched_items_are_as_the_document_says(ask: Callable[..., Any]) -> None:
    topics = [topic["slug"] for topic in ask(f"{API}/topics/", limit=100)["items"]]

    lists = [ask(PAGES, topic=topic, limit=100) for topic in topics]

    assert [problem for cards in lists for problem in problems_of("CardList")(cards)] == []
    assert any(card["matched_item"] for cards in lists for card in cards["items"])


def test_whole_pages_in_lists_are_as_the_document_says(ask: Callable[..., Any]) -> None:
    assert problems_of("PageList")(ask(PAGES, fields="*", limit=100)) == []


def test_parts_of_pages_are_as_the_document_says(ask: Callable[..., Any]) -> None:
    assert problems_of("PartsList")(ask(PAGES, fields="_,title,topics(_,name)", limit=100)) == []


def test_every_page_is_as_the_document_says(ask: Callable[..., Any]) -> None:
    ids = [card["id"] for card in ask(PAGES, limit=100)["items"]]

    pages = {pk: ask(f"{PAGES}{pk}/") for pk in ids}

    assert [problem for page in pages.values() for problem in problems_of("Page")(page)] == []
    types = {label_of(page_type) for page_type in (HomePage, NewsIndexPage, TopicPage, *PAGE_TYPES.values())}
    assert {page["meta"]["type"] for page in pages.values()} == types


@pytest.mark.parametrize("path", PLAIN)
def test_answers_are_as_the_document_says(ask: Callable[..., Any], path: str) -> None:
    answer = ask(path, **PLAIN[path])

    assert problems_of(answer_schema(path))(answer) == []
    assert answer.get("items", [answer]) != []


@pytest.mark.parametrize("name", NAMED)
def test_each_name_is_as_the_document_says(ask: Callable[..., Any], name: str) -> None:
    slugs = [card["slug"] for card in ask(f"{API}/{name}/")["items"]]
    problems = problems_of(answer_schema(f"{API}/{name}/{{slug}}/"))

    assert [problem for slug in slugs for problem in problems(ask(f"{API}/{name}/{slug}/"))] == []
    assert slugs


def test_a_page_with_a_part_missing_is_not_as_the_document_says(ask: Callable[..., Any]) -> None:
    page = ask(f"{PAGES}{ask(PAGES, type='news.BriefPage')['items'][0]['id']}/")

    del page["hero"]

    assert problems_of("Page")(page) != []
