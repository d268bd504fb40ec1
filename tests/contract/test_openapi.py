"""The OpenAPI snapshots: a change of the contract shows in a difference. `make openapi` writes them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.newsroom import Newsroom
from tests.newsroom_api import Api

from .breaking import breaking_changes
from .documents import SNAPSHOTS, document_of


@pytest.fixture(params=SNAPSHOTS)
def document(request: pytest.FixtureRequest) -> Any:
    return document_of(request.param)


@pytest.mark.parametrize("api", SNAPSHOTS)
def test_snapshot_is_what_make_openapi_writes(tmp_path: Path, api: str) -> None:
    written = tmp_path / "openapi.json"

    call_command("write_openapi", api, written, verbosity=0)

    old, new = (path.read_text(encoding="utf-8") for path in (SNAPSHOTS[api], written))
    if new != old:
        breaking = breaking_changes(json.loads(old), json.loads(new)) or ["nothing that breaks clients"]
        said = f"The API is not as {SNAPSHOTS[api].name}, which `make openapi` writes. What changed:"
        pytest.fail("\n".join([said, *breaking]), pytrace=False)


def test_everybody_gets_the_public_snapshot(reader: Client) -> None:
    answer = reader.get("/api/v2/openapi.json")

    assert answer.status_code == 200
    assert answer.json() == document_of("v2")


def test_only_the_newsroom_gets_its_own(newsroom: Newsroom, reader: Client) -> None:
    answer = Api(newsroom.writer).get("openapi.json")

    assert (answer.status_code, answer.json()) == (200, document_of("v3"))
    assert reader.get("/api/v3/openapi.json").status_code == 401


def test_every_reference_in_the_document_leads_somewhere(document: Any) -> None:
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert names <= document["components"]["schemas"].keys()
    assert names


def test_bounds_are_told_in_the_words_of_json_schema(document: Any) -> None:
    assert not set(_keys(document)) & {"ge", "gt", "le", "lt", "multiple_of"}


def test_lists_tell_their_bounds() -> None:
    operation = document_of("v2")["paths"]["/api/v2/pages/"]["get"]
    parameters = {p["name"]: p["schema"] for p in operation["parameters"]}

    assert (parameters["limit"]["minimum"], parameters["limit"]["maximum"]) == (1, 100)
    assert (parameters["offset"]["minimum"], parameters["offset"]["maximum"]) == (0, 10_000)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(part)


def test_all_public_operations_only_read() -> None:
    methods = {method for operations in document_of("v2")["paths"].values() for method in operations}

    assert methods == {"get"}
