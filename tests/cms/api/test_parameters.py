"""Parameters are refused before the database is asked, whatever they hold."""

from typing import Any

import pytest
from django.test import Client

from cms.api.parameters import ListParameters
from news.models import FORMATS

from .public.hostile import LISTS, NOTHING_ASKED, PAGE_IDS, PATHS, SPANS, STRANGE_PATHS

SHOWN = 40  # characters of a query string in a test's name


def assert_problem(answer: Any, status: int) -> None:
    body = answer.json()
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["detail"]


@pytest.mark.parametrize("query", LISTS, ids=lambda query: query[:SHOWN])
def test_hostile_lists_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, query: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/pages/?{query}")

    assert_problem(answer, 400)
    assert len(answer.json()["errors"]) >= 1


@pytest.mark.parametrize("page_id", PAGE_IDS, ids=lambda page_id: page_id[:SHOWN])
def test_hostile_page_ids_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, page_id: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/pages/{page_id}/")

    assert_problem(answer, 400)
    assert [error["parameter"] for error in answer.json()["errors"]] == ["page_id"]


@pytest.mark.parametrize("query", PATHS, ids=lambda query: query[:SHOWN])
def test_hostile_paths_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, query: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/pages/find/?{query}")

    assert_problem(answer, 400)


@pytest.mark.parametrize("path", STRANGE_PATHS, ids=lambda path: path[:SHOWN])
def test_strange_paths_lead_nowhere_or_home(reader: Client, db: None, path: str) -> None:
    answer = reader.get(f"/api/v2/pages/find/?html_path={path}")

    assert answer.status_code == (302 if path == "///" else 404)


@pytest.mark.parametrize("query", SPANS, ids=lambda query: query[:SHOWN])
def test_hostile_spans_of_redirects_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, query: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/redirects/?{query}")

    assert_problem(answer, 400)


@pytest.mark.parametrize("address", ["menus", "site"])
@pytest.mark.parametrize("query", NOTHING_ASKED, ids=lambda query: query[:SHOWN])
def test_what_takes_no_parameters_refuses_hostile_ones_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, address: str, query: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/{address}/?{query}")

    assert_problem(answer, 400)


def test_details_take_no_parameters(reader: Client, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = reader.get("/api/v2/pages/1/?limit=1")

    assert_problem(answer, 400)
    assert answer.json()["errors"] == [{"parameter": "limit", "message": "Unknown parameter: limit"}]


def test_an_unknown_parameter_is_named(reader: Client, db: None) -> None:
    answer = reader.get("/api/v2/pages/?foo=1")

    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "Unknown parameter: foo",
        "errors": [{"parameter": "foo", "message": "Unknown parameter: foo"}],
    }


def test_all_wrong_values_are_named_at_once(reader: Client, db: None) -> None:
    answer = reader.get("/api/v2/pages/?limit=0&offset=-1&order=body")

    assert [error["parameter"] for error in answer.json()["errors"]] == ["order", "limit", "offset"]


def test_repeated_and_comma_separated_names_are_one_list() -> None:
    parameters = ListParameters(topic=["a,b", "c"])

    assert parameters.topic == ["a", "b", "c"]


def test_a_parent_type_stands_for_its_children() -> None:
    parameters = ListParameters(type=["news.StoryPage"])

    assert parameters.type == sorted(FORMATS)


@pytest.mark.parametrize("limit", [1, 100])
def test_limits_are_accepted_at_both_ends(limit: int) -> None:
    assert ListParameters(limit=limit).limit == limit
