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
