"""What the OpenAPI document promises, held against generated requests, good and bad, by Schemathesis.

`pytest tests/cms/api/public/test_schema.py --requests 500` asks for longer.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from tests.contract.documents import problems_of, public_document
from tests.newsroom import FORMATS, Newsroom

pytestmark = pytest.mark.slow
SharedRows = Callable[[], AbstractContextManager[None]]
PATHS = sorted(public_document()["paths"])
# What answers are where no parts are asked for: the document allows parts, whatever is asked.
WHOLE = {"/api/v2/pages/": "CardList", "/api/v2/pages/{page_id}/": "Page"}
HEADERS = {"Host": "example.org"}
PROMISES = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[list[str]]:
    """Return the ids and slugs of what is there."""
    with shared_rows():
        newsroom = Newsroom()
        pages = [newsroom.live(kind, slug=kind, hero=[], no_picture=True) for kind in FORMATS]
        pages += [newsroom.home, newsroom.news, newsroom.topic_page("Yemen")]
        yield [*(str(page.pk) for page in pages), "somalia", "a-writer"]


@pytest.fixture(scope="module")
def schema(shared: list[str]) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v2/openapi.json", WSGIHandler(), headers=HEADERS)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_the_document_says(
    schema: Any,
    shared: list[str],
    db: None,
    path: str,
    mode: GenerationMode,
    pytestconfig: pytest.Config,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    cases = schema[path]["GET"].as_strategy(generation_mode=mode)

    @settings(
        max_examples=pytestconfig.getoption("requests"),
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, known=st.sampled_from(["", *shared]))
    def ask(case: Any, known: str) -> None:
        if known and case.path_parameters:
            case.path_parameters = dict.fromkeys(case.path_parameters, known)
        answer = case.call(headers=HEADERS)
        case.validate_response(answer, checks=PROMISES)
        if answer.status_code == 200 and path in WHOLE and "fields" not in case.query:
            assert problems_of(WHOLE[path])(answer.json()) == []

    ask()
