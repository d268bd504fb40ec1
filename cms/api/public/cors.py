"""CORS of the public API: every origin may read, without credentials, so that no answer varies by origin."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

DAY_S = 24 * 60 * 60
EXPOSED = "ETag, Galley-Sequence"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": str(DAY_S),
}


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks if a script may ask."""
    return request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META


def preflight() -> HttpResponse:
    """Return the answer to all preflights."""
    return HttpResponse(headers={"Content-Length": "0", **PREFLIGHT})


def open_to_all(response: HttpResponseBase) -> None:
    """Let every script read the answer; also where no origin is named, since caches give it to all."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
