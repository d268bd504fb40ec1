"""What the project serves, and the yardsticks: the same bytes from memory, and Wagtail's own APIs."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path, resolve

from cms.urls import urlpatterns as real

from . import stock

_bodies: dict[str, bytes] = {}


def bare(request: HttpRequest, address: str) -> HttpResponse:
    """Return what the real view answered the first time; no database after that."""
    whole = f"/{address}?{request.META['QUERY_STRING']}"
    if whole not in _bodies:
        view, args, kwargs = resolve(f"/{address}")
        _bodies[whole] = view(RequestFactory().get(whole), *args, **kwargs).content
    return HttpResponse(_bodies[whole], content_type="application/json")


urlpatterns = [path("bare/<path:address>", bare), *stock.patterns(), *real]
