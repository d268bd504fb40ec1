"""Wraps the public API for the methods that Ninja does not answer in our shape."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from cms.core.http import problem

READS = frozenset({"GET", "HEAD"})


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET (the server drops the body, RFC 9110 §9.3.2), and other methods with a problem."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in READS:
            response = problem(405, f"{request.method} is not possible here: this API is read only.")
            response["Allow"] = "GET, HEAD"
            return response
        request.method = "GET"
        return view(request, *args, **kwargs)

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is written here
    return wrapped


def not_found(_request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """Answer addresses under the API that name nothing."""
    return problem(404, "There is no such endpoint. See openapi.json.")
