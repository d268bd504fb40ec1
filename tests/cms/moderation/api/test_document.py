"""What the OpenAPI document says of the workflow."""

import inspect
from typing import Any

import pytest
from ninja import Schema

from cms.api.newsroom.api import newsroom_api
from cms.moderation.api import bodies, schemas

MODELS = [
    model
    for module in (schemas, bodies)
    for _name, model in inspect.getmembers(module, inspect.isclass)
    if issubclass(model, Schema) and model.__module__ == module.__name__ and model is not bodies.Body
]
SEALED = {"approve", "request-changes", "schedule", "break-glass"}


@pytest.fixture(scope="module")
def document() -> Any:
    return newsroom_api().get_openapi_schema()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_other_room_has_a_schema_of_the_same_name(document: Any, model: type[Schema]) -> None:
    described = document["components"]["schemas"][model.__name__]

    assert described["properties"].keys() == model.model_fields.keys()
    assert described.get("description") == inspect.getdoc(model)


def test_an_act_on_a_seal_says_what_a_stale_one_is_answered_with(document: Any) -> None:
    conflicts = {
        path.split("/")[-2]: methods["post"]["responses"]["409"]["content"]
        for path, methods in document["paths"].items()
        if path.startswith("/api/v3/workflow/stories/") and "post" in methods
    }

    typed = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Conflict"}}}
    assert {act for act, content in conflicts.items() if content == typed} == SEALED


def test_bodies_take_nothing_that_is_not_declared(document: Any) -> None:
    taken = [
        document["components"]["schemas"][model.__name__]["additionalProperties"]
        for model in MODELS
        if issubclass(model, bodies.Body)
    ]

    assert taken == [False] * 6
