"""A database that is away gives 503 through every door, and other failures stay what they are."""

import sqlite3

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from cms.core.failures import unavailable
from cms.urls import handler400, handler500  # noqa: F401  # what this module's addresses have


def caused(outer: type[Exception], inner: Exception) -> Exception:
    """Return an error as Django's wrapper of the driver leaves it."""
    try:
        raise outer(str(inner)) from inner
    except outer as error:
        return error


def sqlite(name: str) -> Exception:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return caused(OperationalError, error)


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (caused(OperationalError, psycopg.OperationalError("connection refused")), True),
        (caused(InterfaceError, psycopg.InterfaceError("the connection is closed")), True),
        (caused(OperationalError, psycopg.errors.AdminShutdown()), True),
        (caused(OperationalError, psycopg.errors.TooManyConnections()), True),
        (caused(OperationalError, psycopg.errors.QueryCanceled()), True),
        (caused(OperationalError, psycopg.errors.LockNotAvailable()), True),
        (caused(OperationalError, psycopg.errors.IdleInTransactionSessionTimeout()), True),
        (caused(OperationalError, psycopg.errors.DeadlockDetected()), False),
        (caused(ProgrammingError, psycopg.errors.UndefinedTable()), False),
        (sqlite("SQLITE_BUSY_SNAPSHOT"), True),
        (sqlite("SQLITE_CANTOPEN"), True),
        (sqlite("SQLITE_ERROR"), False),
        (OperationalError("of unknown origin"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_a_database_that_may_be_asked_again_is_away(error: Exception | None, *, away: bool) -> None:
    assert unavailable.is_away(error) is away


def test_the_reason_counts_however_deep() -> None:
    """Sessions, for one, turn it into a bad request."""
    error = caused(KeyError, caused(OperationalError, psycopg.OperationalError()))  # type: ignore[arg-type]

    assert unavailable.answer_400(RequestFactory().get("/admin/"), error).status_code == 503
    assert unavailable.answer_400(RequestFactory().get("/admin/"), ValueError()).status_code == 400


def away(_request: HttpRequest) -> HttpResponse:
    raise caused(OperationalError, psycopg.OperationalError("host=db password=secret"))


def broken(_request: HttpRequest) -> HttpResponse:
    raise ValueError


urlpatterns = [
    path("away/", away),
    path("api/v2/away/", away),
    path("broken/", broken),
    path("", include("cms.urls")),
]


@pytest.mark.urls("tests.cms.core.failures.test_unavailable")
@pytest.mark.parametrize(
    ("address", "status", "media_type"),
    [
        ("/away/", 503, "text/html; charset=utf-8"),
        ("/api/v2/away/", 503, "application/problem+json"),
        ("/broken/", 500, "text/html; charset=utf-8"),
    ],
)
def test_people_get_a_page_and_programs_a_problem(address: str, status: int, media_type: str) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (status, media_type)
    assert answer.get("Retry-After") == ("2" if status == 503 else None)
    if status == 503:
        assert answer["Cache-Control"] == "no-store"
        assert b"secret" not in answer.content
