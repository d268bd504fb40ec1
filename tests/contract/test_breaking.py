"""The comparer of OpenAPI documents names exactly what breaks clients."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from .breaking import breaking_changes
from .documents import document_of, public_document

Change = Callable[[Any, Any], None]  # of schemas, and of the operations by path


def lose_a_block_field(schemas: Any, _paths: Any) -> None:
    del schemas["Quote"]["properties"]["speaker"]
    schemas["Quote"]["required"].remove("speaker")


def retype_a_block_field(schemas: Any, _paths: Any) -> None:
    schemas["Heading"]["properties"]["level"] = {"type": "string"}


def let_a_block_field_be_null(schemas: Any, _paths: Any) -> None:
    schemas["Quote"]["properties"]["role"] = {
        "anyOf": [{"type": "string", "maxLength": 120}, {"type": "null"}]
    }


def let_a_block_field_lack(schemas: Any, _paths: Any) -> None:
    schemas["Quote"]["required"].remove("role")


def lose_a_block(schemas: Any, _paths: Any) -> None:
    members = schemas["BodyBlock"]["oneOf"]
    members[:] = [member for member in members if not member["$ref"].endswith("QuoteBlock")]


def name_a_block_anew(schemas: Any, _paths: Any) -> None:
    schemas["QuoteBlock"]["properties"]["type"]["const"] = "citation"


def add_a_block(schemas: Any, _paths: Any) -> None:
    schemas["BodyBlock"]["oneOf"].append({"$ref": "#/components/schemas/WatchItemBlock"})


def add_a_value(schemas: Any, _paths: Any) -> None:
    schemas["Number"]["properties"]["kind"]["enum"].append("odds")


def change_a_format(schemas: Any, _paths: Any) -> None:
    schemas["WatchDate"]["properties"]["end"]["format"] = "date-time"


def let_a_text_grow(schemas: Any, _paths: Any) -> None:
    schemas["Heading"]["properties"]["text"]["maxLength"] = 200


def lose_a_path(_schemas: Any, paths: Any) -> None:
    del paths["/api/v2/menus/"]


def lose_a_status(_schemas: Any, paths: Any) -> None:
    del paths["/api/v2/changes/"]["get"]["responses"]["410"]


def lose_a_parameter(_schemas: Any, paths: Any) -> None:
    parameters = paths["/api/v2/changes/"]["get"]["parameters"]
    parameters[:] = [parameter for parameter in parameters if parameter["name"] != "since"]


def need_a_parameter(_schemas: Any, paths: Any) -> None:
    parameter_of(paths, "/api/v2/changes/", "since")["required"] = True


def ask_for_a_new_parameter(_schemas: Any, paths: Any) -> None:
    key = {"in": "query", "name": "key", "required": True, "schema": {"type": "string"}}
    paths["/api/v2/changes/"]["get"]["parameters"].append(key)


def narrow_a_parameter(_schemas: Any, paths: Any) -> None:
    parameter_of(paths, "/api/v2/changes/", "limit")["schema"]["maximum"] = 50


def parameter_of(paths: Any, path: str, name: str) -> Any:
    return next(p for p in paths[path]["get"]["parameters"] if p["name"] == name)


BREAKING: dict[Change, list[str]] = {
    lose_a_block_field: ["breaking: Quote.speaker: is gone"],
    retype_a_block_field: ["breaking: Heading.level: was integer, is string"],
    let_a_block_field_be_null: ["breaking: Quote.role: can be null now"],
    let_a_block_field_lack: ["breaking: Quote.role: may be missing now"],
    lose_a_block: ["breaking: BodyBlock: can't be QuoteBlock any more"],
    name_a_block_anew: ["breaking: QuoteBlock.type: was 'quote', is 'citation'"],
    add_a_block: ["warning: BodyBlock: can be WatchItemBlock now"],
    add_a_value: ["warning: Number.kind: can be 'odds' now"],
    change_a_format: ["breaking: WatchDate.end: format was date, is date-time"],
    let_a_text_grow: ["warning: Heading.text: maxLength was 120, is 200"],
    lose_a_path: ["breaking: GET /api/v2/menus/: is gone"],
    lose_a_status: ["breaking: GET /api/v2/changes/ 410: is gone"],
    lose_a_parameter: ["breaking: GET /api/v2/changes/ query parameter since: is gone"],
    need_a_parameter: ["breaking: GET /api/v2/changes/ query parameter since: is required now"],
    ask_for_a_new_parameter: ["breaking: GET /api/v2/changes/ query parameter key: is new and required"],
    narrow_a_parameter: [
        "breaking: GET /api/v2/changes/ query parameter limit: maximum was 100, is 50",
    ],
}


@pytest.mark.parametrize("change", BREAKING, ids=lambda change: change.__name__)
def test_what_breaks_readers_is_named(change: Change) -> None:
    assert breaking_changes(public_document(), changed(change)) == BREAKING[change]


def add_a_field(schemas: Any, _paths: Any) -> None:
    schemas["Quote"]["properties"]["language"] = {"type": "string"}
    schemas["Quote"]["required"].append("language")


def let_no_field_be_null(schemas: Any, _paths: Any) -> None:
    schemas["Source"]["properties"]["retrieved"] = {"type": "string", "format": "date"}


def take_another_parameter(_schemas: Any, paths: Any) -> None:
    key = {"in": "query", "name": "key", "required": False, "schema": {"type": "string"}}
    paths["/api/v2/changes/"]["get"]["parameters"].append(key)


def rename_a_schema(schemas: Any, _paths: Any) -> None:
    schemas["Words"] = schemas["Quote"]
    schemas["QuoteBlock"]["properties"]["value"]["$ref"] = "#/components/schemas/Words"


@pytest.mark.parametrize(
    "change",
    [add_a_field, let_no_field_be_null, take_another_parameter, rename_a_schema, lambda *_parts: None],
)
def test_what_breaks_nobody_is_not_named(change: Change) -> None:
    assert breaking_changes(public_document(), changed(change)) == []


# The same changes of what is sent to us.
BREAKING_FOR_WRITERS: dict[Change, list[str]] = {
    lose_a_block_field: ["breaking: Quote.speaker: is gone"],
    retype_a_block_field: ["breaking: Heading.level: was integer, is string"],
    add_a_field: ["breaking: Quote.language: is required now"],
    let_no_field_be_null: ["breaking: Source.retrieved: can't be null any more"],
    lose_a_block: ["breaking: BodyBlock: can't be QuoteBlock any more"],
    change_a_format: ["breaking: WatchDate.end: format was date, is date-time"],
    let_a_block_field_be_null: [],
    let_a_block_field_lack: [],
    add_a_block: [],
    add_a_value: [],
    let_a_text_grow: [],
}


@pytest.mark.parametrize("change", BREAKING_FOR_WRITERS, ids=lambda change: change.__name__)
def test_what_breaks_writers_is_named(change: Change) -> None:
    assert (
        breaking_changes(written(public_document()), written(changed(change))) == BREAKING_FOR_WRITERS[change]
    )


def test_a_narrower_enum_breaks_writers_only() -> None:
    def lose_a_value(schemas: Any, _paths: Any) -> None:
        schemas["Number"]["properties"]["kind"]["enum"].remove("score")

    old, new = public_document(), changed(lose_a_value)

    assert breaking_changes(old, new) == []
    assert breaking_changes(written(old), written(new)) == [
        "breaking: Number.kind: can't be 'score' any more"
    ]


def test_what_breaks_programs_that_write_drafts_is_named() -> None:
    def change(schemas: Any, paths: Any) -> None:
        del schemas["DraftQuote"]["properties"]["speaker"]
        schemas["PageCopySchema"]["properties"]["title"] = {"type": "string"}
        paths["/api/v3/pages/{page_id}/actions/copy/"]["post"]["requestBody"]["required"] = True

    assert breaking_changes(document_of("v3"), changed(change, "v3")) == [
        "breaking: DraftQuote.speaker: is gone",
        "breaking: POST /api/v3/pages/{page_id}/actions/copy/ body: is required now",
        "breaking: PageCopySchema.title: can't be null any more",
    ]


def changed(change: Change, api: str = "v2") -> Any:
    document = deepcopy(document_of(api))
    change(document["components"]["schemas"], document["paths"])
    return document


def written(document: Any) -> Any:
    """Return an API that takes what a brief is made of."""
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/BriefPage"}}}}
    items = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/WatchListPage"}}}}
    paths = {
        "/briefs/": {"post": {"requestBody": body, "responses": {}}},
        "/watch-lists/": {"post": {"requestBody": items, "responses": {}}},
    }
    return {"paths": paths, "components": document["components"]}
