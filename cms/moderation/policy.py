"""Who may decide: plain data in, an answer with a reason out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Whether something is allowed, and why not; `reason` is empty when it is."""

    allowed: bool
    reason: str = ""


ALLOWED = Answer(allowed=True)


def may_decide(decider: int, *, requested_by: int | None, decided_before: frozenset[int]) -> Answer:
    """Whether the user with id `decider` may decide the current step of a review."""
    if decider == requested_by:
        return Answer(allowed=False, reason="You submitted this story: somebody else must decide.")
    if decider in decided_before:
        return Answer(
            allowed=False, reason="You decided an earlier step: somebody else must decide this one."
        )
    return ALLOWED


def may_approve_content(*, shown_revision: int, latest_revision: int | None) -> Answer:
    """Whether what was submitted is still what would be published."""
    if shown_revision == latest_revision:
        return ALLOWED
    reason = "The story has changed since it was submitted. Request changes, or ask for a new submission."
    return Answer(allowed=False, reason=reason)
