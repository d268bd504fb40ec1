"""The OpenAPI document of the newsroom's API: what Ninja declares, and what the gate asks beside it."""

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from wagtail.api.v3.routers.pages import BASE_PAGE_READ_FIELDS

from cms.core.http import PROBLEM_TYPE
from cms.core.refusals import Refusal

from . import idempotency, preconditions
from .gate import NewsroomToken, Rules, rules_of

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
# Wagtail's lists filter by fields that they do not declare, and ignore what is none.
FILTERS = {
    "pages_list": tuple(name for name in BASE_PAGE_READ_FIELDS if name not in {"pk", "locale"}),
    "images_list": ("id", "title", "width", "height"),
    "snippets_list": ("slug", "name"),
}
# The statuses that the entrance and the gate may give, by what they ask.
ALWAYS = (400, 401, 403, 404, 405, 422, 429)
OF_WRITES = (409, 413)
OF_CHANGES = (412, 428)
MEANINGS = {
    400: "A parameter or a body that can't be read.",
    401: "No valid token.",
    403: "Not with this token's scopes, or not this person.",
    404: "Nothing there, or nothing that this person may see.",
    405: "Not with this method, or writing is switched off.",
    409: "The story or its review is not as it was.",
    412: "The draft has changed since it was read; `etag` is that of the newest.",
    413: "The body is too large.",
    422: "Values that can't be taken; `errors` names each.",
    428: "If-Match is missing.",
    429: "Too many requests with this token, or too many wrong tokens from this address.",
}
PROBLEM = {
    "type": "object",
    "title": "NewsroomProblem",
    "description": "An error (RFC 9457); some have further members, such as `missing_scope` or `etag`.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
    },
    "additionalProperties": True,
}
# Where Wagtail's parameters (8.0) take what they then fail with: any text for a number, any number of
# digits, quotation marks in a search. By name, with what JSON Schema says of it and what is let through.
_ID = ({"type": "integer", "minimum": 1, "maximum": 10**18 - 1}, re.compile(r"[1-9][0-9]{0,17}", re.ASCII))
NARROWED = {
    "offset": (
        {"type": "integer", "minimum": 0, "maximum": 10**6 - 1, "default": 0},
        re.compile(r"[0-9]{1,6}", re.ASCII),
    ),
    "search": (
        {"type": "string", "maxLength": 200, "pattern": '^[^"]*$'},
        re.compile(r'[^"]{0,200}', re.DOTALL),
    ),
    "user_id": _ID,
    # Text is given as it is stored, so that it can be written back.
    "rich_text_format": (
        {"type": "string", "enum": ["db_html"], "default": "db_html"},
        re.compile("db_html"),
    ),
}
_REF = {"$ref": "#/components/schemas/NewsroomProblem"}
_IF_MATCH = {
    "in": "header",
    "name": preconditions.HEADER,
    "required": True,
    "description": "The ETag of the draft that is changed: its seal, in quotes.",
    "schema": {"type": "string"},
}
_KEY = {
    "in": "header",
    "name": idempotency.HEADER,
    "required": False,
    "description": "Done once under a key, and answered again for 24 hours.",
    "schema": {"type": "string", "maxLength": idempotency.MAX_KEY, "pattern": "^[ -~]*$"},
}


def described(document: Any, api: NinjaAPI) -> dict[str, Any]:
    """Return Ninja's document with scopes, preconditions, keys and problems; plain JSON."""
    plain: dict[str, Any] = json.loads(json.dumps(document, default=str))
    rules = {r.operation_id: r for r in _all_rules(api)}
    for method, operation in operations(plain):
        _describe(operation, rules[operation["operationId"]], method)
    plain["components"]["schemas"]["NewsroomProblem"] = PROBLEM
    return plain


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return every method with its operation."""
    for methods in document["paths"].values():
        for method, operation in methods.items():
            if method in METHODS:
                yield method, operation


def parameters_of(document: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Return for each operation its query parameters, and whether each may be repeated."""
    return {
        operation["operationId"]: {
            p["name"]: "array" in json.dumps(p["schema"])
            for p in operation["parameters"]
            if p["in"] == "query"
        }
        for _method, operation in operations(document)
    }


def check_parameters(request: HttpRequest, known: Mapping[str, bool]) -> None:
    """Raise a Refusal (400) for a query parameter that is unknown, repeated, or holds NUL."""
    for name, values in request.GET.lists():
        if name not in known:
            raise Refusal(f"Unknown parameter: {name[:100]}", status=400)
        if len(values) > 1 and not known[name]:
            raise Refusal(f"{name} is there twice.", status=400)
        if name in NARROWED and not all(NARROWED[name][1].fullmatch(str(value)) for value in values):
            raise Refusal(f"{name} takes only {json.dumps(NARROWED[name][0])}.", status=400)
        if any("\x00" in str(value) for value in values):
            raise Refusal(f"{name} holds NUL.", status=400)


def _all_rules(api: NinjaAPI) -> Iterator[Rules]:
    for router in api._get_bound_routers():  # noqa: SLF001  # Ninja 1.x offers no other walk
        for path_view in router.path_operations.values():
            yield from map(rules_of, path_view.operations)


def _describe(operation: dict[str, Any], rules: Rules, method: str) -> None:
    operation["security"] = [{NewsroomToken.__name__: [str(rules.scope)]}]
    operation["parameters"] = [*map(_narrowed, operation.get("parameters", [])), *_added(rules, method)]
    responses = operation["responses"]
    if rules.operation_id == "pages_find":
        responses["302"] = {"description": "The page's own address."}
    for status in _statuses(rules, method):
        # What a view declares has more members than any problem.
        declared = responses.get(str(status), {}).get("content", {}).get("application/json", {"schema": _REF})
        responses[str(status)] = {"description": MEANINGS[status], "content": {PROBLEM_TYPE: declared}}
    for status, response in responses.items():
        if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in response.get("content", {}):
            response["content"] = {PROBLEM_TYPE: response["content"].pop("application/json")}


def _statuses(rules: Rules, method: str) -> Iterator[int]:
    yield from ALWAYS
    yield from OF_WRITES if method != "get" else ()
    yield from OF_CHANGES if method != "get" and rules.changes_named_page else ()


def _added(rules: Rules, method: str) -> Iterator[dict[str, Any]]:
    for name in FILTERS.get(rules.operation_id, ()):
        yield {"in": "query", "name": name, "required": False, "schema": {"type": "string"}}
    if method != "get" and rules.changes_named_page:
        yield _IF_MATCH
    if method == "post":
        yield _KEY


def _narrowed(parameter: dict[str, Any]) -> dict[str, Any]:
    is_narrowed = parameter["in"] == "query" and parameter["name"] in NARROWED
    return parameter | {"schema": NARROWED[parameter["name"]][0]} if is_narrowed else parameter
