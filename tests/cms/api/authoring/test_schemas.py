"""Whatever an editor can fill in, a program can, too, and OpenAPI says how."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from wagtail.api.v3.registry import registry
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from cms.api.authoring.blocks import is_sent
from cms.api.authoring.install import twin_of
from cms.api.newsroom.api import newsroom_api
from cms.api.newsroom.openapi import operations

PAGES = [model for model in get_page_models() if model is not Page]
# The parent of the formats is no page that anybody makes.
MADE = [model for model in PAGES if model.is_creatable]
EDITED = [*MADE, *get_snippet_models()]
# Comments are for the editor's margin; a program has no place to point at.
NOT_SENT = frozenset({"wagtail_admin_comments", "comment_notifications"})


def label(model: Any) -> str:
    return str(model._meta.label)


def sent_of(model: Any, direction: str) -> dict[str, Any]:
    schema = getattr(registry.get(label(model)), f"{direction}_schema")
    return {name: field for name, field in schema.model_fields.items() if name != "meta"}


def members_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """Return the models inside of a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from members_of(inner)


def streams() -> dict[str, StreamField]:
    fields = [
        field for model in PAGES for field in model._meta.get_fields() if isinstance(field, StreamField)
    ]
    return {str(field): field for field in fields}


@pytest.mark.parametrize("model", EDITED, ids=label)
@pytest.mark.parametrize("direction", ["create", "patch"])
def test_what_the_editor_s_form_has_is_what_programs_write(model: Any, direction: str) -> None:
    if model in get_snippet_models():
        names = {panel.field_name for panel in model.panels}
        assert set(sent_of(model, direction)) == names
        return
    options = model.get_edit_handler().get_form_options()
    formsets = options.get("formsets", {})

    sent = sent_of(model, direction)

    assert set(sent) == (set(options["fields"]) | set(formsets)) - NOT_SENT
    for name, form in formsets.items():
        if name not in NOT_SENT:
            (row,) = members_of(sent[name].annotation)
            assert set(row.model_fields) == {*form["fields"], "id"}


def test_what_an_image_s_form_has_is_what_programs_write() -> None:
    model = get_image_model()

    assert set(sent_of(model, "patch")) == set(model.admin_form_fields) - {"file", "tags"}


@pytest.mark.parametrize("field", streams().values(), ids=streams())
def test_each_block_has_a_twin_with_its_fields(field: StreamField) -> None:
    twins = {
        get_args(twin.model_fields["type"].annotation)[0]: twin for twin in members_of(twin_of(field).type)
    }

    assert set(twins) == set(field.stream_block.child_blocks)
    for name, block in field.stream_block.child_blocks.items():
        assert set(twins[name].model_fields) == {"type", "id", "value"}
        check_twin(block, twins[name].model_fields["value"])


def check_twin(block: Any, twin: Any) -> None:
    """Assert that a twin has the block's fields and limits, down to the last leaf."""
    assert not isinstance(block, StreamBlock)
    limits = [getattr(limit, "max_length", None) for limit in twin.metadata]
    if isinstance(block, ListBlock):
        assert block.meta.max_num in limits
        inner = list(members_of(twin.annotation))
        if isinstance(block.child_block, StructBlock):
            check_children(block.child_block, inner[0])
    elif isinstance(block, StructBlock):
        (inner_twin,) = members_of(twin.annotation)
        check_children(block, inner_twin)
    elif getattr(block.field, "max_length", None):
        assert block.field.max_length in limits
    elif getattr(block.field, "choices", None) and not hasattr(block, "model_class"):
        offered = {str(value) for value, _label in block.field.choices if value}
        assert {str(value) for value in literals(twin.annotation)} == offered


def check_children(block: StructBlock, twin: type[BaseModel]) -> None:
    children = {name: child for name, child in block.child_blocks.items() if is_sent(child)}
    assert set(twin.model_fields) == set(children)
    for name, child in children.items():
        check_twin(child, twin.model_fields[name])


def literals(annotation: Any) -> set[Any]:
    args = get_args(annotation)
    return {arg for arg in args if isinstance(arg, str)} | {v for a in args for v in literals(a)}


# --- OpenAPI


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(json.dumps(newsroom_api().get_openapi_schema()))


def test_openapi_names_each_block_for_reading_and_for_writing(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    names = {"read": "BriefPageSchema", "create": "BriefPageCreateSchema", "patch": "BriefPagePatchSchema"}

    bodies = {way: schemas[name]["properties"]["body"] for way, name in names.items()}

    for body in bodies.values():
        assert set(body["items"]["discriminator"]["mapping"]) == {
            "paragraph",
            "heading",
            "figure",
            "quote",
            "number",
        }
    assert schemas["NumbersListPagePatchSchema"]["properties"]["items"]["maxItems"] == 40
    assert schemas["WatchListPageCreateSchema"]["properties"]["items"]["maxItems"] == 15
    assert schemas["DraftHeading"]["properties"]["text"]["maxLength"] == 120
    assert schemas["DraftFigure"]["properties"]["alt"]["maxLength"] == 250


def test_openapi_leaves_nothing_of_a_page_open(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    kinds = {"Schema": "read", "CreateSchema": "create", "PatchSchema": "patch"}

    for model in MADE:
        for suffix, way in kinds.items():
            schema = schemas[f"{model.__name__}{suffix}"]
            untyped = [name for name, field in schema["properties"].items() if not typed(field)]
            assert untyped == [], (model, suffix)
            if way != "read":
                assert schema["additionalProperties"] is False


def typed(field: dict[str, Any]) -> bool:
    if field.get("type") == "array":
        return typed(field["items"])
    return bool({"type", "$ref", "anyOf", "oneOf", "const", "enum"} & set(field))


def test_openapi_refuses_unknown_keys_at_each_level(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    waiting = [f"{model.__name__}{way}Schema" for model in MADE for way in ("Create", "Patch")]
    seen: set[str] = set()

    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [ref.rsplit("/", 1)[-1] for ref in refs(schemas[name])]

    assert [name for name in sorted(seen) if schemas[name].get("additionalProperties") is not False] == []
    assert {"DraftSource", "BylineRow", "BriefPagePatchMetaSchema"} <= seen


def refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        for inner in schema.values():
            yield from refs(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from refs(inner)


def test_openapi_refuses_unknown_keys_of_each_operation(document: dict[str, Any]) -> None:
    bodies = {
        operation["operationId"]: [
            body
            for media in operation.get("requestBody", {}).get("content", {}).values()
            for body in named_in(document, media["schema"])
        ]
        for _method, operation in operations(document)
    }

    assert [name for name, models in bodies.items() for m in models if not is_closed(m)] == []
    assert len([name for name, models in bodies.items() if models]) > 15


def named_in(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [document["components"]["schemas"][ref.rsplit("/", 1)[-1]] for ref in refs(schema)]


def is_closed(schema: dict[str, Any]) -> bool:
    return schema.get("additionalProperties") is False or "enum" in schema
