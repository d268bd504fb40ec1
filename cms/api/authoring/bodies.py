"""Bodies of all operations of /api/v3/: what they do not name is refused, where Wagtail would ignore it."""

from collections.abc import Iterator
from typing import Any, get_args

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation
from pydantic import BaseModel

from .errors import Unfit


def refuse_unknown(api: NinjaAPI) -> None:
    """Let each operation refuse what it does not take, and say so in OpenAPI; call it once."""
    done: set[type[BaseModel]] = set()
    for operation in _operations(api):
        for number, model in enumerate(operation.models):
            if model.__ninja_param_source__ in {"body", "form"}:
                for sent in _inside(model):
                    _close(sent, done)
                model.model_rebuild(force=True)
            if model.__ninja_param_source__ == "form":
                operation.models[number] = _closed_form(model)


def _operations(api: NinjaAPI) -> Iterator[Operation]:
    for router in api._get_bound_routers():  # noqa: SLF001  # Ninja 1.x offers no other walk
        for view in router.path_operations.values():
            yield from view.operations


def _inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Return the models of the fields of a model."""
    for field in model.model_fields.values():
        yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _close(model: type[BaseModel], done: set[type[BaseModel]]) -> None:
    """Close a model, those inside of it first: Pydantic copies them into it."""
    if model in done:
        return
    done.add(model)
    for inner in _inside(model):
        _close(inner, done)
    model.model_config["extra"] = "forbid"
    model.model_rebuild(force=True)


def _closed_form(model: Any) -> Any:
    """Return form's model that looks at the names that were sent; Ninja's takes what it knows out of them."""

    class Closed(model):
        @classmethod
        def get_request_data(cls, request: HttpRequest, api: NinjaAPI, path_params: Any) -> Any:
            """Raise Unfit for names that are none of this form's."""
            unknown = sorted(set(request.POST) - set(cls.__ninja_flatten_map__))
            if unknown:
                forbidden = {"msg": "Extra inputs are not permitted", "type": "extra_forbidden"}
                raise Unfit([{"loc": ["form", name], **forbidden} for name in unknown])
            return super().get_request_data(request, api, path_params)

    return Closed
