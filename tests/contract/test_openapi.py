"""The OpenAPI snapshot: a change of the contract shows in a difference. `make openapi` writes it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from .breaking import breaking_changes

SNAPSHOT = Path(__file__).parent / "openapi-v2.json"


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_snapshot_is_what_make_openapi_writes(tmp_path: Path) -> None:
    written = tmp_path / "openapi.json"

    call_command("write_openapi", written, verbosity=0)

    old, new = (path.read_text(encoding="utf-8") for path in (SNAPSHOT, written))
    if new != old:
        breaking = breaking_changes(json.loads(old), json.loads(new)) or ["nothing that breaks clients"]
        lines = [f"The API is not as {SNAPSHOT.name}, which `make openapi` writes. What changed:", *breaking]
        pytest.fail("\n".join(lines), pytrace=False)


def test_clients_get_the_snapshot(reader: Client, document: Any) -> None:
    answer = reader.get("/api/v2/openapi.json")

    assert answer.status_code == 200
    assert answer.json() == document


def test_every_reference_in_the_document_leads_somewhere(document: Any) -> None:
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert names <= document["components"]["schemas"].keys()
    assert names


def test_bounds_are_told_in_the_words_of_json_schema(document: Any) -> None:
    parameters = {p["name"]: p["schema"] for p in document["paths"]["/api/v2/pages/"]["get"]["parameters"]}

    assert not set(_keys(document)) & {"ge", "gt", "le", "lt", "multiple_of"}
    assert (parameters["limit"]["minimum"], parameters["limit"]["maximum"]) == (1, 100)
    assert (parameters["offset"]["minimum"], parameters["offset"]["maximum"]) == (0, 10_000)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(part)


def test_all_operations_only_read(document: Any) -> None:
    methods = {method for operations in document["paths"].values() for method in operations}

    assert methods == {"get"}
