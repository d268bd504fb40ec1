"""Who may decide what: plain data in, an answer with a reason out. Nothing here reads a database."""

from collections.abc import Collection, Mapping, Sequence
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
class StepFacts:
    """What the rules look at when somebody wants to decide the current step of a review."""

    contributors: frozenset[int]
    decided_other_steps: frozenset[int]
    is_of_step: bool


def may_decide(decider: int, facts: StepFacts) -> Answer:
    """Whether the user with id `decider` may decide; superusers are like everybody else."""
    if decider in facts.contributors:
        return refused("You worked on this story: somebody else must decide.")
    if decider in facts.decided_other_steps:
        return refused("You decided another step of this review: somebody else must decide this one.")
    if not facts.is_of_step:
        return refused("This step is decided by another group.")
    return ALLOWED


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


def left_to_decide(
    members: Collection[int], *, contributors: Collection[int], decided_other_steps: Collection[int]
) -> set[int]:
    """Return members of a step who may decide it; with none left a story waits, it is never let through."""
    return set(members) - set(contributors) - set(decided_other_steps)


def may_be_batched(words: int, *, longest: int) -> Answer:
    """Whether a story is short enough to be approved together with others; a limit of 0 allows none."""
    if 0 < longest >= words:
        return ALLOWED
    return refused("This story is too long to be approved together with others: open its own screen.")


def may_publish(
    steps: Sequence[int], *, approvals: Mapping[int, int], contributors: frozenset[int]
) -> Answer:
    """Whether content goes live: each step approved exactly this content, by different people of clean hands.

    `approvals` gives the approver's id by step. A review without steps publishes nothing.
    """
    if not steps or any(step not in approvals for step in steps):
        return refused("A step of the review has not approved this content.")
    people = [approvals[step] for step in steps]
    if len(set(people)) < len(people):
        return refused("Two steps were approved by the same person.")
    if contributors & set(people):
        return refused("Somebody approved a story to which they contributed.")
    return ALLOWED


def may_withdraw(user: int, *, requested_by: int | None, is_publisher: bool) -> Answer:
    """Whether the user with id `user` may take a story out of review."""
    if user == requested_by or is_publisher:
        return ALLOWED
    return refused("Only whoever submitted the story, or a publisher, can withdraw it.")


def may_countersign(
    user: int, *, broken_by: int | None, contributors: frozenset[int], is_publisher: bool
) -> Answer:
    """Whether the user with id `user` may countersign what somebody published alone."""
    if user == broken_by:
        return refused("You published this yourself: somebody else must countersign.")
    if user in contributors:
        return refused("You worked on this story: somebody else must countersign.")
    return ALLOWED if is_publisher else refused("Publishers countersign.")
