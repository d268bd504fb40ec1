"""The public API's own middleware: what its answers say to browsers and caches, and the short way to it."""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.urls import ResolverMatch, resolve

from . import caching, cors, errors, pages

PUBLIC = "/api/v2/"
Handler = Callable[[HttpRequest], HttpResponseBase]


class PublicAnswers:
    """Let every public answer, errors too, say who may read it and who may keep it."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        if not request.path_info.startswith(PUBLIC):
            return self._get_response(request)
        response = cors.preflight() if cors.is_preflight(request) else self._get_response(request)
        cors.open_to_all(response)
        caching.control(request, response)
        return response


class PublicApi:
    """Take public addresses past the middleware that follows; refused hosts and headers stay as they are."""

    def __init__(self, get_response: Handler) -> None:
        self._others = get_response
        self._public = cast("Handler", CommonMiddleware(XFrameOptionsMiddleware(_answer)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        handler = self._public if request.path_info.startswith(PUBLIC) else self._others
        return handler(request)


_PAGE = re.compile(r"/api/v2/pages/([1-9][0-9]{0,17})/", re.ASCII)


def _answer(request: HttpRequest) -> HttpResponseBase:
    page = _PAGE.fullmatch(request.path_info)
    if page and request.method == "GET" and not request.META.get("QUERY_STRING"):
        request.resolver_match = _match_of_pages()
        return _page(request, int(page[1]))
    match = request.resolver_match = resolve(request.path_info)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer


@cache
def _match_of_pages() -> ResolverMatch:
    return resolve("/api/v2/pages/1/")


def _page(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Answer the most frequent question as `public.read_page` does, without parsing what was not asked."""
    try:
        return pages.whole(request, page_id)
    except Http404:
        return errors.missing(request)
