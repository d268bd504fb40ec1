"""Models beside pages that documents are made of; the rooms above say which, and receivers listen to them."""

from typing import Literal

from django.db.models import Model

Reach = Literal["users", "lists", "everything"]

_sources: dict[type[Model], Reach] = {}


def register(model: type[Model], reach: Reach = "users") -> None:
    """Let a change of `model` freshen the documents that use the row, none but lists, or all of them."""
    _sources[model] = reach


def registered() -> dict[type[Model], Reach]:
    """Return all sources with their reach."""
    return dict(_sources)
