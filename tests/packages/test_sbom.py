"""The bill of materials holds what is locked, once each, in the form that it claims."""

import json
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

from tests.packages.sbom import LOCK, bill

SCHEMAS = files("cyclonedx.schema._res")


@pytest.fixture(scope="module")
def found() -> Any:
    return json.loads(bill(LOCK.read_text(encoding="utf-8"), version="0.1.0"))


def schema(address: str) -> Any:
    name = address.rsplit("/", 1)[-1]
    return json.loads(SCHEMAS.joinpath(name).read_text(encoding="utf-8"))


def test_it_is_cyclonedx(found: Any) -> None:
    # The library brings the standard's schemas along, which name each other by address.
    judge = jsonschema_rs.Draft7Validator(schema("bom-1.6.SNAPSHOT.schema.json"), retriever=schema)

    assert [error.message for error in judge.iter_errors(found)] == []
    assert [error.message for error in judge.iter_errors(found | {"components": [{"name": "x"}]})]


def test_every_locked_package_is_in_it_once_and_nothing_else(found: Any) -> None:
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    locked = sorted(line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#")))

    assert sorted(f"{c['name']}=={c['version']}" for c in found["components"]) == locked
    assert all(c["purl"] == f"pkg:pypi/{c['name']}@{c['version']}" for c in found["components"])
    assert all(c["hashes"] for c in found["components"])
    assert found["metadata"]["component"]["name"] == "galley-cms"
