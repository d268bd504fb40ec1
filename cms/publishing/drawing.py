"""Who draws a document for readers: a room above registers it; this room knows no templates."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

Draw = Callable[[HttpRequest, dict[str, Any]], HttpResponse]
_draw: list[Draw] = []


def register(draw: Draw) -> None:
    """Let `draw` answer requests at the site's own paths, and previews; it gets the document alone."""
    _draw[:] = [draw]


def draw(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    """Return the page of a document; Http404 where nobody draws."""
    if not _draw:
        raise Http404
    return _draw[0](request, document)
