"""Entity tags and problems."""

import json

import pytest
from django.test import RequestFactory

from cms.core.http import etag_of, is_not_modified, problem


def test_a_tag_is_strong_quoted_and_of_the_content() -> None:
    tag = etag_of(b"body")

    assert len(tag) == 34
    assert tag[0] == tag[-1] == '"'
    assert tag == etag_of(b"body")
    assert tag != etag_of(b"other")


def test_parts_of_a_tag_do_not_run_into_each_other() -> None:
    assert etag_of(b"ab", b"c") != etag_of(b"a", b"bc")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ('W/"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_if_none_match_is_compared_weakly(header: str, *, expected: bool) -> None:
    request = RequestFactory().get("/", HTTP_IF_NONE_MATCH=header)

    assert is_not_modified(request, '"a"') is expected


def test_no_header_means_that_everything_is_new() -> None:
    assert is_not_modified(RequestFactory().get("/"), '"a"') is False


def test_a_problem_without_errors_has_no_such_key() -> None:
    answer = problem(404, "Nothing here.")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing here.",
    }
