"""Errors of what programs send to /api/v3/: each with the place in the body that it belongs to."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError as NinjaError
from pydantic import ValidationError as PydanticError
from wagtail.utils.forms import FormValidationError

from cms.core.http import problem
from cms.core.refusals import Refusal

Place = tuple[str | int, ...]
Fault = dict[str, Any]
DETAIL = "What was sent does not fit."
MAX_NAMED = 50


def fault(place: Iterable[str | int], message: str, kind: str = "invalid") -> Fault:
    """Return one error; `place` is the way through the body to the value, outermost first."""
    return {"loc": ["body", *place], "msg": message, "type": kind}


class Unfit(Refusal):
    """What was sent does not fit; each error names its place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(DETAIL, status=422)
        self.faults = faults

    def members(self) -> dict[str, Any]:
        """Name the places as Wagtail's own errors do."""
        return {"errors": self.faults[:MAX_NAMED]}


def register_errors(api: NinjaAPI) -> None:
    """Answer every validation error with 422 and its places; call it after Wagtail's own handlers."""

    @api.exception_handler(NinjaError)
    def unfit(request: HttpRequest, error: NinjaError) -> HttpResponse:
        return _answer([_of_ninja(request, e) for e in error.errors])

    @api.exception_handler(PydanticError)
    def unfit_inside(_request: HttpRequest, error: PydanticError) -> HttpResponse:
        return _answer([_of_pydantic(e["loc"], e) for e in error.errors()])

    @api.exception_handler(DjangoError)
    def invalid(_request: HttpRequest, error: DjangoError) -> HttpResponse:
        return _answer(list(faults_of(error)))


def faults_of(error: DjangoError) -> Iterator[Fault]:
    """Return the errors of a form, a model or one value of Django's."""
    if isinstance(error, FormValidationError):
        for path, coded in error.loc_errors:
            yield from (fault(_known(path), message, kind) for message, kind in coded)
    elif hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            for inner in errors:
                yield from _messages((name,), inner)
    else:
        for inner in error.error_list:
            yield from _messages((), inner)


def _messages(path: Place, error: DjangoError) -> Iterator[Fault]:
    yield from (fault(_known(path), str(message), error.code or "invalid") for message in error.messages)


def _known(path: Iterable[str | int]) -> Place:
    return tuple(part for part in path if part != NON_FIELD_ERRORS)


def _of_ninja(request: HttpRequest, error: dict[str, Any]) -> Fault:
    source, *path = error["loc"]
    if source != "body":
        return _of_pydantic(error["loc"], error)
    body = _body(request)
    if path and (path[0] == "data" or path[0] not in (body or {})):
        path = path[1:]  # the name of Ninja's argument, which clients do not know
    return _of_pydantic(["body", *_in_body(body, path)], error)


def _of_pydantic(loc: Iterable[str | int], error: Any) -> Fault:
    if error["type"].startswith("union_tag"):
        return _of_tag(loc, error)
    message = str(error["msg"]).removeprefix("Value error, ")
    return {"loc": list(loc), "msg": message, "type": error["type"]}


def _of_tag(loc: Iterable[str | int], error: Any) -> Fault:
    """Name the type that tells the members of a union apart: a page's is in `meta`."""
    ctx = error["ctx"]
    is_page = "meta_type" in ctx["discriminator"]
    message = (
        f"This is none of {ctx['expected_tags']}." if "expected_tags" in ctx else "Say of which type it is."
    )
    return {
        "loc": [*loc, *(("meta", "type") if is_page else ("type",))],
        "msg": message,
        "type": error["type"],
    }


def _body(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        return None


def _in_body(value: Any, path: list[str | int]) -> Iterator[str | int]:
    """Return a path without the tags by which Pydantic tells the members of unions apart."""
    for number, part in enumerate(path):
        is_here = (isinstance(value, dict) and part in value) or (
            isinstance(value, list) and isinstance(part, int) and part < len(value)
        )
        if is_here:
            value = value[part]
            yield part
        elif number == len(path) - 1 and isinstance(value, dict):
            yield part  # what is missing


def _answer(faults: list[Fault]) -> HttpResponse:
    return problem(422, DETAIL, faults[:MAX_NAMED])
