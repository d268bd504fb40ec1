"""Answers the public API early: it knows no session, no login, no messages and no forms."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.urls import resolve

PUBLIC = "/api/v2/"
Handler = Callable[[HttpRequest], HttpResponseBase]


class PublicApi:
    """Take public addresses past the middleware that follows; refused hosts and headers stay as they are."""

    def __init__(self, get_response: Handler) -> None:
        self._others = get_response
        self._public = cast("Handler", CommonMiddleware(XFrameOptionsMiddleware(_answer)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        handler = self._public if request.path_info.startswith(PUBLIC) else self._others
        return handler(request)


def _answer(request: HttpRequest) -> HttpResponseBase:
    match = request.resolver_match = resolve(request.path_info)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer
