"""The only writer of decisions: submit, approve, request changes, withdraw. Every door ends here.

Each function runs in one transaction, or joins the one it is in. A Refusal means that nothing changed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Task, TaskState, WorkflowState

from cms.core import clock
from cms.core.refusals import Refusal
from cms.moderation import contributions, four_eyes
from cms.moderation.forms import MAX_COMMENT_LENGTH
from cms.moderation.models.reviews import Decision, Review
from cms.moderation.notifications import recipients, webhooks
from cms.moderation.rules import policy
from cms.moderation.rules.policy import Answer
from cms.moderation.rules.refusals import require, required_reason
from cms.publishing.transactions import in_one_transaction
from cms.webhooks import kinds

from . import drafts, reviews
from .what_was_seen import as_sent, check_seal

T = TypeVar("T")
APPROVE, REQUEST_CHANGES = Decision.Kind.APPROVE, Decision.Kind.REQUEST_CHANGES
EVENTS = {APPROVE: kinds.APPROVED, REQUEST_CHANGES: kinds.CHANGES_REQUESTED}
NOT_IN_REVIEW = _("This story is not in review.")
# Wagtail's names of its actions, and our words for them.
KINDS = {"approve": APPROVE, "reject": REQUEST_CHANGES}


def submit(page: Any, *, user: Any, door: str = "code") -> None:
    """Send the newest draft to review, or back to it after changes were requested.

    Raises a ValidationError that names what is missing, a Refusal when a review is running or `user` may not.
    """

    def work() -> None:
        drafts.newest(page.pk)
        require(may_submit(page, user))
        state = page.current_workflow_state
        if state is None:
            page.get_workflow().start(page, user)
        else:
            state.resume(user)
        _note_door(page, door)

    in_one_transaction(work)


def approve(
    page: Any, *, user: Any, seal: str, comment: str = "", door: str = "code", step: int | None = None
) -> Decision:
    """Approve what has this seal; the last approval publishes. Raises as `decide`.

    `step` is the task state that was seen; without it the one that waits is meant.
    """
    said = {"user": user, "seal": seal, "comment": comment, "door": door}
    return attempt(lambda: decide(_step(page, step), "approve", **said))


def request_changes(
    page: Any, *, user: Any, seal: str, reason: str, door: str = "code", step: int | None = None
) -> Decision:
    """Send what has this seal back with a reason; `step` as in `approve`. Raises as `decide`."""
    said = {"user": user, "seal": seal, "comment": reason, "door": door}
    return attempt(lambda: decide(_step(page, step), "reject", **said))


def withdraw(page: Any, *, user: Any, door: str = "code") -> None:
    """Take the story out of review. Raises a Refusal where there is none, or `user` may not."""

    def work() -> None:
        drafts.newest(page.pk)
        state = page.current_workflow_state
        require(may_withdraw(state, user))
        state.cancel(user=user)
        _note_door(page, door)

    in_one_transaction(work)


def decide(task_state: Any, action: str, *, user: Any, seal: str, comment: str, door: str) -> Decision:
    """Decide a step; a double click gives the first decision again. Needs a transaction.

    Refusals: 403 for who may not, 409 where another user was faster or the seal is not that of the newest
    draft (StaleSeal, with the difference), 422 for a missing reason.
    """
    kind, seal = _kind(action), as_sent(seal)
    _revision, draft = drafts.newest(_page_id(task_state))
    state = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk).specific
    mine = {"task_state_id": state.pk, "user": user, "kind": kind, "seal": seal}
    repeated = Decision.objects.filter(**mine).first()
    if repeated is not None:
        return repeated
    require(four_eyes.may_decide(state, user))
    review: Review = state.workflow_state.review
    check_seal(draft, seal, user=user, door=door, step=state.task.name)
    if kind == APPROVE:
        _check_answered(review, draft, seal)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refusal(_("This step has already been decided or withdrawn."), status=409)
    if kind == REQUEST_CHANGES:
        comment = required_reason(comment, longest=MAX_COMMENT_LENGTH)
    decision = _write(review, state, mine, comment=comment[:MAX_COMMENT_LENGTH], door=door, now=clock.now())
    _log(draft, decision, state.task)
    webhooks.record(EVENTS[kind], review, step=state.task.name, now=decision.at)
    (state.approve if kind == APPROVE else state.reject)(user=user, comment=decision.comment)
    is_last = WorkflowState.objects.get(pk=review.pk).status == WorkflowState.STATUS_APPROVED
    recipients.decided(decision, draft, is_last=is_last)
    return decision


def attempt(work: Callable[[], T]) -> T:
    """Run `work` in one transaction; what it refuses is recorded after that is rolled back, and raised."""
    try:
        return in_one_transaction(work)
    except Refusal as refusal:
        refusal.record()
        raise


def may_decide_on(page: Any, user: Any) -> Answer:
    """Whether `user` may decide the step at which a story waits, and why not."""
    state = waiting_step(page)
    return policy.refused(NOT_IN_REVIEW, status=409) if state is None else four_eyes.may_decide(state, user)


def may_submit(page: Any, user: Any) -> Answer:
    """Whether `user` may send the story to review, and why not."""
    if user is None:
        return policy.refused(reviews.UNATTRIBUTED)
    state = page.current_workflow_state
    return policy.may_submit(
        drafts.edit_facts(page, user),
        is_waiting=state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS,
        has_workflow=state is not None or page.has_workflow,
    )


def waiting_step(page: Any) -> TaskState | None:
    """Return the step at which a story waits for a decision."""
    return TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS).first()


def step_of(page: Any, task_state_id: int) -> TaskState:
    """Return a step of the story's reviews by its id, over or not; a Refusal where it has none such."""
    state = TaskState.objects.for_instance(page).filter(pk=task_state_id).first()
    if state is None:
        raise Refusal(_("This step belongs to another story. Open the story again."), status=409)
    return state


def may_withdraw(state: WorkflowState | None, user: Any) -> Answer:
    """Whether `user` may take the story of `state` out of review, and why not."""
    if state is None:
        return policy.refused(NOT_IN_REVIEW, status=409)
    if user is None:
        return policy.refused(reviews.UNATTRIBUTED)
    review = Review.objects.filter(pk=state.pk).first()
    is_publisher = state.content_object.specific.permissions_for_user(user).holds_publish()
    requested_by = {state.requested_by_id, review.submitted_by_id if review else None}
    return policy.may_withdraw(
        user.pk, requested_by=user.pk if user.pk in requested_by else None, is_publisher=is_publisher
    )


def approvals_of(review: Review, seal: str) -> dict[int, int]:
    """Return who approved content with this seal, by step; only approvals that have not lost their force."""
    valid = Decision.objects.filter(review=review, kind=APPROVE, is_valid=True, seal=seal)
    return {task: user for task, user in valid.values_list("task_id", "user_id") if user}


def _page_id(task_state: Any) -> str | None:
    """Return the id of the story under review, None where it has been deleted meanwhile."""
    states = WorkflowState.objects.filter(pk=task_state.workflow_state_id)
    found: str | None = states.values_list("object_id", flat=True).first()
    return found


def _kind(action: str) -> Decision.Kind:
    if action not in KINDS:
        raise Refusal(_("There is no such decision."), status=422)
    return KINDS[action]


def _check_answered(review: Review, draft: Any, seal: str) -> None:
    if seal not in {review.seal, contributions.answered_seal(draft)}:
        raise Refusal(
            _(
                "The story was changed outside the editor, or something it uses was deleted. "
                "Request changes, so that it is saved again."
            ),
            status=409,
        )


def _step(page: Any, seen: int | None) -> TaskState:
    state = waiting_step(page) if seen is None else step_of(page, seen)
    if state is None:
        raise Refusal(NOT_IN_REVIEW, status=409)
    return state


def _note_door(page: Any, door: str) -> None:
    """Write the door into the entry of the submission or withdrawal: Wagtail 8.0 takes no words of ours."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="wagtail.workflow.")
    entry = entries.order_by("-pk").first()
    if entry is not None:
        entry.data = {**entry.data, "door": door}
        entry.save(update_fields=["data"])


def _write(
    review: Review, state: TaskState, mine: dict[str, Any], *, comment: str, door: str, now: datetime
) -> Decision:
    return Decision.objects.create(
        **mine, review=review, task_id=state.task_id, round=review.round, comment=comment, door=door, at=now
    )


def _log(page: Any, decision: Decision, task: Task) -> None:
    data = {"step": task.name, "seal": decision.seal, "door": decision.door, "comment": decision.comment}
    log(page, f"galley.{decision.kind}", user=decision.user, data=data)
