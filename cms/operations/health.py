"""What a load balancer asks: does this process answer, and should it get requests."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms.core import clock
from cms.core.json import canonical

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


VIEWS = {"/healthz": healthz, "/readyz": readyz}


class HealthAnswers:
    """Answer probes before anything else: no session, no cookie, no redirect to HTTPS, whatever the host.

    A probe names an IP, often by plain HTTP. The answers hold no address and go into no cache, so that a
    forged `Host` changes nothing in them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        view = VIEWS.get(request.path_info)
        if view is None:
            return self._get_response(request)
        response = view(request) if request.method in READS else HttpResponse(status=405)
        if response.status_code == 405:
            response["Allow"] = "GET, HEAD"
        response["Cache-Control"] = "no-store"
        return response
