"""Methods, CORS and addresses that name nothing, in the API's own shape."""

from typing import Any

import pytest
from django.test import Client

from tests.cms.api.test_parameters import assert_problem
from tests.newsroom import Newsroom

ADDRESSES = ["/api/v2/pages/", "/api/v2/pages/1/", "/api/v2/pages/find/", "/api/v2/openapi.json"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_api_only_reads(reader: Client, db: None, method: str, address: str) -> None:
    answer = reader.generic(method, address, b"{}", "application/json")

    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


def test_the_api_refuses_writes_of_the_logged_in_too(newsroom: Newsroom) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom.person("admin", is_superuser=True))

    assert_problem(client.post("/api/v2/pages/"), 405)


def test_head_has_the_headers_of_get(newsroom: Newsroom, reader: Client) -> None:
    address = f"/api/v2/pages/{newsroom.home.pk}/"

    head, get = reader.head(address), reader.get(address)

    assert head.status_code == 200
    assert {name: head[name] for name in ("ETag", "Content-Length", "Galley-Sequence")} == {
        name: get[name] for name in ("ETag", "Content-Length", "Galley-Sequence")
    }


@pytest.mark.parametrize("address", ["/api/", "/api/v1/pages/", "/api/v2/nothing/", "/api/v2/pages/1/2/"])
def test_addresses_that_name_nothing_are_problems(reader: Client, address: str) -> None:
    assert_problem(reader.get(address), 404)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_origin_may_read_without_credentials(reader: Client, db: None, address: str) -> None:
    answer = reader.get(address, HTTP_ORIGIN="https://reader.example")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Access-Control-Expose-Headers"] == "ETag, Galley-Sequence"


def test_preflights_allow_reading_only(reader: Client, db: None) -> None:
    answer = reader.options(
        "/api/v2/pages/", HTTP_ORIGIN="https://reader.example", HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET"
    )

    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/admin/login/", "/media/r/x.webp", "/"])
def test_nothing_else_is_open_to_other_origins(newsroom: Newsroom, reader: Client, address: str) -> None:
    answer = reader.get(address, HTTP_ORIGIN="https://reader.example")

    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_public_answers_set_no_cookie_and_vary_on_none(
    newsroom: Newsroom, reader: Client, address: str
) -> None:
    answer = reader.get(address)

    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/pages/1/", "/api/v2/nothing/"])
def test_a_foreign_host_is_refused(reader: Client, db: None, address: str) -> None:
    assert reader.get(address, SERVER_NAME="foreign.example").status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
def test_public_answers_carry_the_headers_of_all_others(
    newsroom: Newsroom, reader: Client, address: str
) -> None:
    names = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    ours, other = reader.get(address), reader.get("/admin/login/")

    assert {name: ours[name] for name in names} == {name: other[name] for name in names}
    assert int(ours["Content-Length"]) == len(ours.content)


def test_a_session_cookie_is_not_even_looked_at(newsroom: Newsroom, django_assert_num_queries: Any) -> None:
    client = Client()
    client.force_login(newsroom.person("admin", is_superuser=True))

    with django_assert_num_queries(1):
        answer = client.get(f"/api/v2/pages/{newsroom.news.pk}/")

    assert (answer.status_code, answer.cookies) == (200, {})
