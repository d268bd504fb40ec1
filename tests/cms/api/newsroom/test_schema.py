"""What the newsroom's OpenAPI document promises, held against requests of each role, by Schemathesis.

`pytest tests/cms/api/newsroom/test_schema.py --requests 500` asks for longer. Every request is undone.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from wagtail.models import Page

from cms.api.newsroom import tokens
from cms.api.newsroom.api import newsroom_api
from cms.api.newsroom.openapi import METHODS
from cms.api.newsroom.preconditions import draft_etag
from tests.newsroom import Newsroom

pytestmark = pytest.mark.slow
ROLES = ("writer", "reviewer", "publisher")
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
PROMISES = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@dataclass
class Stage:
    """What is there, and a token of each role."""

    known: dict[str, list[Any]]
    headers: dict[str, dict[str, str]]
    schema: Any = None


@pytest.fixture(scope="module")
def stage(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    with shared_rows():
        yield _built()


def _built() -> Stage:
    newsroom = Newsroom()
    pages = [
        newsroom.draft("brief", slug="draft", **PLAIN),
        newsroom.submitted("numbers", slug="waiting", **PLAIN),
        newsroom.live("watch", slug="live", **PLAIN),
    ]
    image = newsroom.image()
    people = {role: getattr(newsroom, role) for role in ROLES}
    headers = {
        role: {"Host": "example.org", "Authorization": f"Bearer {tokens.issue(user, name=role)[1]}"}
        for role, user in people.items()
    }
    ids = [page.pk for page in pages]
    known = {
        "page_id": [*ids, newsroom.news.pk],
        "story_id": ids,
        "image_id": [image.pk],
        "pk": [newsroom.topic("Somalia").pk],
        "type": ["news.Topic", "news.Author"],
        "type_name": ["news.BriefPage"],
        "revision_id": [page.latest_revision_id for page in pages],
    }
    stage = Stage(known, headers)
    stage.schema = schemathesis.openapi.from_wsgi(
        "/api/v3/openapi.json", WSGIHandler(), headers=headers["writer"]
    )
    return stage


def paths() -> list[tuple[str, str]]:
    """Return every path with each of its methods."""
    found = newsroom_api().get_openapi_schema()["paths"].items()
    return [(path, method.upper()) for path, methods in found for method in methods if method in METHODS]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("path", "method"), paths())
def test_answers_are_as_the_document_says(
    stage: Stage,
    db: None,
    path: str,
    method: str,
    role: str,
    mode: GenerationMode,
    pytestconfig: pytest.Config,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    cases = stage.schema[path][method].as_strategy(generation_mode=mode)

    @settings(
        max_examples=max(1, pytestconfig.getoption("requests") // 4),
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        _aim(case, data, stage.known)
        with transaction.atomic():
            answer = case.call(headers=stage.headers[role])
            transaction.set_rollback(True)
        case.validate_response(answer, checks=PROMISES)

    ask()


def _aim(case: Any, data: st.DataObject, known: dict[str, list[Any]]) -> None:
    """Let most requests name what is there, as it is now: what is made up ends at the gate."""
    if data.draw(st.integers(0, 3)) == 0:
        return
    for name in case.path_parameters or {}:
        if name in known:
            case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
    page_id = (case.path_parameters or {}).get("page_id", (case.path_parameters or {}).get("story_id"))
    page = Page.objects.filter(pk=page_id).first() if isinstance(page_id, int) else None
    if page is None:
        return
    tag = draft_etag(page.pk)
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = tag
    if isinstance(case.body, dict) and "seal" in case.body:
        case.body["seal"] = tag.strip('"')
