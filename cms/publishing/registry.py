"""What rooms above register here: models that documents are made of, and what draws documents for readers."""

from collections.abc import Callable
from typing import Any, Literal

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

Reach = Literal["users", "lists", "everything"]
Draw = Callable[[HttpRequest, dict[str, Any]], HttpResponse]

_sources: dict[type[Model], Reach] = {}
_draw: list[Draw] = []


def register_source(model: type[Model], reach: Reach = "users") -> None:
    """Let a change of `model` freshen the documents that use the row, none but lists, or all of them."""
    _sources[model] = reach


def sources() -> dict[type[Model], Reach]:
    """Return all sources with their reach."""
    return dict(_sources)


def register_drawing(draw: Draw) -> None:
    """Let `draw` answer requests at the site's own paths, and previews; it gets the document alone."""
    _draw[:] = [draw]


def draw(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    """Return the page of a document; Http404 where no room draws."""
    if not _draw:
        raise Http404
    return _draw[0](request, document)
