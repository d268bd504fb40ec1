"""What machines ask: does this process answer, should it get requests, and what are its numbers."""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from cms.core import clock
from cms.core.json import canonical

from . import metrics as numbers
from . import readiness

READS = frozenset({"GET", "HEAD"})
UNAVAILABLE = 503


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; the database is not asked."""
    return HttpResponse(b"ok", content_type="text/plain; charset=utf-8")


def readyz(_request: HttpRequest) -> HttpResponse:
    """Say what is well and what is not, by name alone: 200 where all is, else 503."""
    found = readiness.report(now=clock.now())
    status = 200 if all(found.values()) else UNAVAILABLE
    return HttpResponse(canonical(found), status=status, content_type="application/json")


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the numbers to callers with the token; to all others nothing is here."""
    given = request.META.get("HTTP_AUTHORIZATION", "")
    wanted = f"Bearer {settings.GALLEY_METRICS_TOKEN}"
    if not (settings.GALLEY_METRICS_TOKEN and hmac.compare_digest(given.encode(), wanted.encode())):
        return HttpResponse(status=404)
    return HttpResponse(numbers.page(now=clock.now()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


_ROUTES = {
    f"/{view.__name__}": ResolverMatch(view, (), {}, url_name=view.__name__)
    for view in (healthz, readyz, metrics)
}


class HealthAnswers:
    """Answer probes before anything else: no session, no cookie, no redirect to HTTPS, whatever the host.

    A probe names an IP, often by plain HTTP. The answers hold no address and go into no cache, so that a
    forged `Host` changes nothing in them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        match = _ROUTES.get(request.path_info)
        if match is None:
            return self._get_response(request)
        request.resolver_match = match
        response = match.func(request) if request.method in READS else HttpResponse(status=405)
        if response.status_code == 405:
            response["Allow"] = "GET, HEAD"
        response["Cache-Control"] = "no-store"
        return response
