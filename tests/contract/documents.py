"""The OpenAPI documents as they are kept, and validators made from them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

FOLDER = Path(__file__).parent
SNAPSHOTS = {api: FOLDER / f"openapi-{api}.json" for api in ("v2", "v3")}


@cache
def document_of(api: str) -> Any:
    """Return the document of the public API (`v2`) or of the newsroom's (`v3`)."""
    return json.loads(SNAPSHOTS[api].read_text(encoding="utf-8"))


def public_document() -> Any:
    """Return the document of the public API."""
    return document_of("v2")


@cache
def problems_of(name: str) -> Any:
    """Return a function from a JSON value to what is wrong with it as the schema `name` of the public API."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": public_document()["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return lambda value: [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(value)]


def answer_schema(path: str) -> str:
    """Return the name of the schema of a path's good answer; paths with several have no such name."""
    answer = public_document()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return str(answer["schema"]["$ref"].rsplit("/", 1)[1])
