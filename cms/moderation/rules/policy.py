"""Who may do what: plain data in, an answer with a reason out. Nothing here reads a database.

Who may decide is in `cms.moderation.four_eyes`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Whether something is allowed, and why not; `reason` is empty when it is.

    `status` is the HTTP status of a no: 403 for this person, 409 while the story stands as it does.
    """

    allowed: bool
    reason: str = ""
    status: int = 403


NO_DRAFT = "There is no draft of this story."
ALLOWED = Answer(allowed=True)


def refused(reason: str, *, status: int = 403) -> Answer:
    """Return a no with its reason."""
    return Answer(allowed=False, reason=reason, status=status)


@dataclass(frozen=True, kw_only=True)
class EditFacts:
    """What the rules look at when somebody wants to change a story, or send it to review."""

    has_draft: bool
    may_edit: bool
    is_locked: bool


def may_edit(facts: EditFacts) -> Answer:
    """Whether somebody may change the newest draft."""
    if not facts.may_edit:
        return refused("You may not edit this story.")
    if not facts.has_draft:
        return refused(NO_DRAFT, status=409)
    if facts.is_locked:
        return refused("This story is locked, in review or scheduled.", status=409)
    return ALLOWED


def may_submit(facts: EditFacts, *, is_waiting: bool, has_workflow: bool) -> Answer:
    """Whether somebody may send a story to review, or back to it after changes were requested."""
    if facts.may_edit and is_waiting:
        return refused("This story is in review already.", status=409)
    if facts.may_edit and not has_workflow:
        return refused("There is no review for stories at this place.", status=409)
    return may_edit(facts)


def may_be_batched(words: int, *, longest: int) -> Answer:
    """Whether a story is short enough to be approved together with others; a limit of 0 allows none."""
    if 0 < longest >= words:
        return ALLOWED
    return refused("This story is too long to be approved together with others: open its own screen.")


def may_withdraw(user: int, *, requested_by: int | None, is_publisher: bool) -> Answer:
    """Whether the user with id `user` may take a story out of review."""
    if user == requested_by or is_publisher:
        return ALLOWED
    return refused("Only whoever submitted the story, or a publisher, can withdraw it.")
