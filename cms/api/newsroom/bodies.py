"""Bounds of what is sent: JSON objects of storable text and numbers, not too deep and not too large."""

import json
from collections.abc import Iterator
from math import isinf
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from cms.core.refusals import Refusal

MAX_DEPTH = 32
MAX_NUMBER = 2**63 - 1
MAX_NAMED = 20
Place = tuple[str | int, ...]


class Unstorable(Refusal):
    """Values of a body that nothing can store; each is named by its place."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__("The body holds what can't be stored.", status=422)
        self.errors = errors

    def members(self) -> dict[str, Any]:
        """Name the places as Wagtail's own errors do."""
        return {"errors": self.errors}


def checked(request: HttpRequest, *, is_expected: bool, is_form: bool) -> dict[str, Any]:
    """Return the body's object, empty for a form with files, which is for those that read it.

    Raises a Refusal where it is not a JSON object, is too deep, or holds what can't be stored.
    """
    if is_form and (request.content_type or "").startswith("multipart/"):
        return {}
    try:
        text = request.body
    except RequestDataTooBig:
        raise Refusal("The body is too large.", status=413) from None
    if not text:
        return {}
    body = _read(text)
    if not isinstance(body, dict):
        raise Refusal("Send a JSON object.", status=400)
    errors = [
        {"loc": ["body", *place], "msg": message, "type": "unstorable"} for place, message in _faults(body)
    ]
    if not is_expected:
        errors += [
            {"loc": ["body", name], "msg": "Nothing is taken here.", "type": "extra_forbidden"}
            for name in body
        ]
    if errors:
        raise Unstorable(errors[:MAX_NAMED])
    return body


def _read(text: bytes) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refusal("The body is not JSON, or it is nested too deeply.", status=400) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _faults(body: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    # A stack of our own: JSON from outside may be deeper than Python's.
    waiting: list[tuple[Place, Any]] = [((), body)]
    while waiting:
        place, value = waiting.pop()
        if len(place) > MAX_DEPTH:
            raise Refusal(f"The body is nested deeper than {MAX_DEPTH}.", status=400)
        if isinstance(value, dict):
            if any(map(_is_unstorable, value)):
                yield place, "A name holds NUL or half a character."
            else:
                waiting += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, number), inner) for number, inner in enumerate(value)]
        elif fault := _fault_of(value):
            yield place, fault


def _fault_of(value: Any) -> str:
    if isinstance(value, str) and _is_unstorable(value):
        return "This text holds NUL or half a character."
    is_number = isinstance(value, int | float)
    return "This number is too large." if is_number and (isinf(value) or abs(value) > MAX_NUMBER) else ""


def _is_unstorable(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text)
