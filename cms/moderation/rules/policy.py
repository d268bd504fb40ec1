"""Who may do what: plain data in, an answer with a reason out. Nothing here reads a database.

Who may decide is in `cms.moderation.four_eyes`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Answer:
    """Whether something is allowed, and why not; `reason` is empty when it is.

    `status` is the HTTP status of a no: 403 for this person, 409 while the story stands as it does.
    """

    allowed: bool
    reason: str = ""
    status: int = 403


NO_DRAFT = _("There is no draft of this story.")
ALLOWED = Answer(allowed=True)


def refused(reason: str | Promise, *, status: int = 403) -> Answer:
    """Return a no with its reason."""
    return Answer(allowed=False, reason=str(reason), status=status)


@dataclass(frozen=True, kw_only=True)
class EditFacts:
    """What the rules look at when a user wants to change a story, or send it to review."""

    has_draft: bool
    may_edit: bool
    is_locked: bool


def may_edit(facts: EditFacts) -> Answer:
    """Whether a user may change the newest draft."""
    if not facts.may_edit:
        return refused(_("You don't have permission to edit this story."))
    if not facts.has_draft:
        return refused(NO_DRAFT, status=409)
    if facts.is_locked:
        return refused(_("This story is locked, in review or scheduled."), status=409)
    return ALLOWED


def may_submit(facts: EditFacts, *, is_waiting: bool, has_workflow: bool) -> Answer:
    """Whether a user may send a story to review, or back to it after changes were requested."""
    if facts.may_edit and is_waiting:
        return refused(_("This story is already in review."), status=409)
    if facts.may_edit and not has_workflow:
        return refused(_("Stories in this section have no review."), status=409)
    return may_edit(facts)


def may_be_batched(words: int, *, longest: int) -> Answer:
    """Whether a story is short enough to be approved together with others; a limit of 0 allows none."""
    if 0 < longest >= words:
        return ALLOWED
    return refused(_("This story is too long to be approved with others. Open it on its own."))


def may_withdraw(user: int, *, requested_by: int | None, is_publisher: bool) -> Answer:
    """Whether the user with id `user` may take a story out of review."""
    if user == requested_by or is_publisher:
        return ALLOWED
    return refused(_("Only the person who submitted the story, or a publisher, can withdraw it."))
