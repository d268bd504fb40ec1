"""How many queries a public request may cost, whatever the database holds (the house plan's budgets)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.delivery import store
from tests.newsroom import FORMATS, Newsroom

FIND = 2  # the site, and the page


def cost(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_page_by_id_is_one_query(newsroom: Newsroom, reader: Client, kind: str) -> None:
    page = newsroom.live(kind)

    cold = cost(lambda: reader.get(f"/api/v2/pages/{page.pk}/"))
    hot = cost(lambda: reader.get(f"/api/v2/pages/{page.pk}/"))

    assert (cold, hot) == (1, 1)


def test_a_page_that_is_not_public_is_a_query_more_for_the_sequence(
    newsroom: Newsroom, reader: Client
) -> None:
    page = newsroom.draft()

    assert cost(lambda: reader.get(f"/api/v2/pages/{page.pk}/")) == 2


def test_a_list_of_twenty_costs_as_much_as_a_list_of_two(newsroom: Newsroom, reader: Client) -> None:
    address = "/api/v2/pages/?topic=somalia,yemen&type=news.StoryPage&limit=20"
    plain = {"topics": ["Somalia", "Yemen"], "hero": [], "no_picture": True}
    for n in range(2):
        newsroom.live("brief", title=f"Story {n}", slug=f"story-{n}", **plain)
    cost_of_two = cost(lambda: reader.get(address))
    for n in range(2, 21):
        newsroom.live("brief", title=f"Story {n}", slug=f"story-{n}", **plain)

    cost_of_twenty = cost(lambda: reader.get(address))

    answer = reader.get(address).json()
    assert (answer["meta"]["total_count"], len(answer["items"])) == (21, 20)
    # The rows of a list that ends before its limit have told the total.
    assert (cost_of_two, cost_of_twenty) == (1, 2)


@pytest.mark.parametrize("query", ["", "topic=somalia", "order=-title", "slug=a-headline", "offset=1"])
def test_lists_that_are_full_are_two_queries_others_one(
    newsroom: Newsroom, reader: Client, query: str
) -> None:
    newsroom.live("brief")

    full = cost(lambda: reader.get(f"/api/v2/pages/?{query}&limit=1"))
    short = cost(lambda: reader.get(f"/api/v2/pages/?{query}&limit=50"))

    assert (full, short) == (2, 1)


def test_an_empty_list_asks_for_the_sequence_besides(newsroom: Newsroom, reader: Client) -> None:
    assert cost(lambda: reader.get("/api/v2/pages/?topic=nothing")) == 2


@pytest.mark.parametrize("address", ["/api/v2/pages/{pk}/", "/api/v2/pages/", "/api/v2/pages/?topic=none"])
def test_not_modified_costs_as_much_as_the_whole_answer(
    newsroom: Newsroom, reader: Client, address: str
) -> None:
    address = address.format(pk=newsroom.live("brief").pk)
    tag = reader.get(address)["ETag"]

    whole = cost(lambda: reader.get(address))
    conditional = cost(lambda: reader.get(address, HTTP_IF_NONE_MATCH=tag))

    assert reader.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert conditional == whole


def test_find_is_two_queries_and_its_target_one(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief")
    address = f"/api/v2/pages/find/?html_path={page.url_path.removeprefix(newsroom.home.url_path[:-1])}"
    found: list[Any] = []

    first = cost(lambda: found.append(reader.get(address)))
    second = cost(lambda: reader.get(found[0]["Location"]))

    assert found[0].status_code == 302
    assert (first, second) == (FIND, 1)


def test_the_openapi_document_is_no_query(reader: Client, db: None) -> None:
    assert cost(lambda: reader.get("/api/v2/openapi.json")) == 0


def test_reading_writes_nothing(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief")

    with CaptureQueriesContext(connection) as queries:
        for address in (f"/api/v2/pages/{page.pk}/", "/api/v2/pages/", "/api/v2/pages/find/?html_path=/"):
            reader.get(address)

    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []
    assert len(queries) == 1 + 1 + FIND


def test_changes_are_two_queries_whatever_they_tell(newsroom: Newsroom, reader: Client) -> None:
    now = store.current_sequence()
    nothing = cost(lambda: reader.get(f"/api/v2/changes/?since={now}"))
    for n in range(3):
        newsroom.live("brief", slug=f"story-{n}", hero=[], no_picture=True)

    assert (nothing, cost(lambda: reader.get("/api/v2/changes/"))) == (2, 2)
