"""What a token may be used for: a scope narrows the rights of its person, and adds none."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Scope(StrEnum):
    """The scopes, each with what it opens."""

    PROFILE = "profile"  # who the token's person is
    DRAFTS = "drafts"  # read what is not published
    WRITE = "write"  # create and change drafts, submit and withdraw them
    DECIDE = "decide"  # the queue, claims and decisions
    PUBLISH = "publish"  # schedules, and acts on what is live


def needs(scope: Scope) -> Callable[[View], View]:
    """Declare the scope that a view of the newsroom's API asks for."""

    def declare(view: View) -> View:
        view.scope = scope  # type: ignore[attr-defined]
        return view

    return declare


def scope_of(view: Callable[..., Any]) -> Scope | None:
    """Give the scope that a view declares."""
    return getattr(view, "scope", None)


def scope_of_wagtail(operation_id: str, methods: list[str]) -> Scope:
    """Give the scope of one of Wagtail's own operations (8.0); what publishes never hides behind `write`."""
    is_reading = methods == ["GET"]
    if operation_id == "whoami":
        return Scope.PROFILE
    if is_reading:
        return Scope.DRAFTS
    of_publishers = operation_id.startswith(("sites_", "redirects_")) or "publish" in operation_id
    return Scope.PUBLISH if of_publishers else Scope.WRITE
