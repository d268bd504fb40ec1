"""A name for each request, in its answer and in all lines that are logged meanwhile; and its own line."""

import codecs
import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

from . import metrics
from .http import problem
from .logs import request_id

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_FAIL_ON_NUL = tuple(
    f"/{settings.GALLEY_ADMIN_PATH}{path}" for path in ("api/main/", "bulk/", "tag-autocomplete/")
)
logger = logging.getLogger("galley.requests")


class RequestLog:
    """Name each request, by what the proxy calls it where that is safe to log; count and log its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        name = given if _WELL_FORMED.fullmatch(given) else uuid4().hex
        # It stays until this thread's next request: Django logs what it refuses after all middleware.
        request_id.set(name)
        start = perf_counter()
        response = self._get_response(request)
        took_s = perf_counter() - start
        response.headers[HEADER] = name
        metrics.answered(request, response.status_code, took_s)
        if logger.isEnabledFor(logging.INFO):
            _log(request, response.status_code, took_s)
        return response


def _log(request: HttpRequest, status: int, took_s: float) -> None:
    # The path alone: queries hold words that somebody looked for, and what was pasted by mistake.
    fields = {
        "method": request.method,
        "path": request.path,
        "status": status,
        "duration_ms": round(took_s * 1000, 1),
    }
    logger.info("request", extra=fields)


class OnlyUtf8:
    """Refuse what is said to be in another encoding: some give characters that no database can hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        # Django has looked it up already, so that it is one that Python knows.
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send UTF-8, and name no other charset.")
        return self._get_response(request)


class NoNul:
    """Refuse queries with NUL to views of Wagtail (8.0) that hand it to a database, which fails on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        if request.path.startswith(_FAIL_ON_NUL) and "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("The address holds a character that nothing can hold: NUL.")
        return self._get_response(request)
