"""Routers that other rooms add to the public API, which knows none of them."""

from collections.abc import Callable
from typing import Any

from ninja import Router

# A Ninja router belongs to one API, so that each API asks for its own.
_factories: dict[str, Callable[[], Router]] = {}


def register(prefix: str, make_router: Callable[[], Router]) -> None:
    """Let the router that `make_router` gives answer under `prefix`, such as `/series/`; once each."""
    if prefix in _factories:
        raise ValueError(f"{prefix} has a router already")
    _factories[prefix] = make_router


def registered() -> dict[str, Callable[[], Router]]:
    """Return all registered routers by prefix, sorted."""
    return dict(sorted(_factories.items()))


def described(media_type: str) -> dict[str, Any]:
    """Return OpenAPI's description of an answer that is text of a media type, not JSON."""
    return {"description": "OK", "content": {media_type: {"schema": {"type": "string"}}}}
