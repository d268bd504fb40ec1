"""Shapes of HTTP that every room shares: problem details, entity tags, conditional answers."""

import hashlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from .json import canonical

PROBLEM_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, errors: Sequence[Mapping[str, Any]] = (), **members: Any
) -> HttpResponse:
    """Return an RFC 9457 problem; `errors` name a parameter and a message each, `members` are extensions."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **members,
    }
    if errors:
        body["errors"] = list(errors)
    response = HttpResponse(canonical(body), status=status, content_type=PROBLEM_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def etag_of(*parts: bytes) -> str:
    """Return a strong entity tag (quoted, RFC 9110 §8.8.3) for the parts, each delimited by its length."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f'"{digest.hexdigest()[:32]}"'


def is_not_modified(request: HttpRequest, etag: str) -> bool:
    """Whether If-None-Match names `etag` (weak comparison, RFC 9110 §13.1.2)."""
    named = request.META.get("HTTP_IF_NONE_MATCH")
    if not named:
        return False
    wanted = parse_etags(named)
    return "*" in wanted or etag in {tag.removeprefix("W/") for tag in wanted}
