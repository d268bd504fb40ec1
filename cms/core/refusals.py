"""What Galley refuses: one exception that carries its answer."""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818  # not an error of ours: somebody asked for what may not be
    """Something that may not happen; `status` is the HTTP status that says so, `reason` a text for people.

    It is no PermissionDenied: Wagtail's admin turns those into a redirect, after which the request's
    transaction would commit whatever was done before the refusal.
    """

    def __init__(self, reason: str | Promise, *, status: int = 403) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.status = status

    def members(self) -> dict[str, Any]:
        """Return what a program needs in order to go on, as JSON: members of the problem (RFC 9457 §3.2)."""
        return {}

    def headers(self) -> dict[str, str]:
        """Return what the answer says of itself beside its body."""
        return {}

    def record(self) -> None:
        """Log what must be remembered of the refusal; called after its transaction was rolled back."""


class UnsealedWrite(Refusal):
    """Live content would change without an approval of exactly this content."""

    def __init__(self) -> None:
        super().__init__("Only approved content goes live: submit the story to its review.", status=409)
