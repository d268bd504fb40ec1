"""What a token may be used for: a scope narrows the rights of its person, and adds none."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_SAVES = frozenset({"pages_create", "pages_update"})
_ON_LIVE = frozenset(
    {"pages_delete"}
    | {
        f"pages_actions_{name}"
        for name in ("convert_alias", "copy_for_translation", "create_alias", "delete", "move")
    }
)


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
    """Return the scope that a view declares."""
    return getattr(view, "scope", None)


def scope_of_wagtail(operation_id: str, methods: list[str]) -> Scope:
    """Return scope of one of Wagtail's own operations (8.0); what publishes never hides behind `write`."""
    is_reading = methods == ["GET"]
    if operation_id == "whoami":
        return Scope.PROFILE
    if is_reading:
        return Scope.DRAFTS
    of_publishers = operation_id.startswith(("sites_", "redirects_")) or "publish" in operation_id
    return Scope.PUBLISH if of_publishers else Scope.WRITE


def publishes(operation_id: str, body: Mapping[str, Any], *, is_live: Callable[[], bool]) -> bool:
    """Whether one of Wagtail's writes (8.0) on pages changes what readers see, so that `write` is not enough.

    `is_live` tells whether the named page, or one under it, is live.
    """
    if operation_id in _SAVES:
        meta = body.get("meta")
        return isinstance(meta, Mapping) and meta.get("action") == "publish"
    if operation_id == "pages_actions_copy":
        return body.get("keep_live", True) is not False and is_live()
    return operation_id in _ON_LIVE and is_live()
