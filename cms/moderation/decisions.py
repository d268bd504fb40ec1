"""The only writer of decisions: submit, approve, request changes, withdraw. Every door ends here.

Each function runs in one transaction, or joins the one it is in. A Refusal means that nothing changed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from wagtail.log_actions import log
from wagtail.models import Task, TaskState, WorkflowState

from cms.core import clock
from cms.publishing.refusals import Refusal
from cms.publishing.seal import sealed_content
from cms.publishing.transactions import in_one_transaction

from . import contributions, drafts, notices, policy, reviews
from .comparison import changes_between
from .forms import MAX_COMMENT_LENGTH
from .models.reviews import Decision, Review
from .policy import Answer
from .refusals import StaleSeal, require, required_reason

T = TypeVar("T")
APPROVE, REQUEST_CHANGES = Decision.Kind.APPROVE, Decision.Kind.REQUEST_CHANGES
# Wagtail's names of its actions, and our words for them.
KINDS = {"approve": APPROVE, "reject": REQUEST_CHANGES}


def submit(page: Any, *, user: Any) -> None:
    """Send the newest draft to review, or back to it after changes were requested.

    Raises a ValidationError that names what is missing, a Refusal when a review is running.
    """

    def work() -> None:
        drafts.newest(page.pk)
        state = page.current_workflow_state
        if state is None:
            page.get_workflow().start(page, user)
        elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            raise Refusal("This story is in review already.", status=409)

    in_one_transaction(work)


def approve(page: Any, *, user: Any, seal: str, comment: str = "", door: str = "code") -> Decision:
    """Approve the current step of what has this seal; the last approval publishes. Raises as `decide`."""
    return attempt(
        lambda: decide(_waiting(page), "approve", user=user, seal=seal, comment=comment, door=door)
    )


def request_changes(page: Any, *, user: Any, seal: str, reason: str, door: str = "code") -> Decision:
    """Send what has this seal back with a reason. Raises as `decide`."""
    return attempt(lambda: decide(_waiting(page), "reject", user=user, seal=seal, comment=reason, door=door))


def withdraw(page: Any, *, user: Any) -> None:
    """Take the story out of review. Raises a Refusal where there is none, or `user` may not."""

    def work() -> None:
        drafts.newest(page.pk)
        state = page.current_workflow_state
        if state is None:
            raise Refusal("This story is not in review.", status=409)
        check_withdrawal(state, user)
        state.cancel(user=user)

    in_one_transaction(work)


def decide(task_state: Any, action: str, *, user: Any, seal: str, comment: str, door: str) -> Decision:
    """Decide a step; a double click gives the first decision again. Needs a transaction.

    Refusals: 403 for who may not, 409 where somebody else was faster or the seal is not that of the newest
    draft (StaleSeal, with the difference), 422 for a missing reason.
    """
    kind = _kind(action)
    _revision, draft = drafts.newest(_page_id(task_state))
    state = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk).specific
    mine = {"task_state_id": state.pk, "user": user, "kind": kind, "seal": seal}
    repeated = Decision.objects.filter(**mine).first()
    if repeated is not None:
        return repeated
    require(may_decide(state, user))
    review: Review = state.workflow_state.review
    _check_seal(review, draft, seal, kind, user=user, door=door, step=state.task.name)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refusal("This step is over: it was decided or withdrawn meanwhile.", status=409)
    if kind == REQUEST_CHANGES:
        comment = required_reason(comment, longest=MAX_COMMENT_LENGTH)
    decision = _write(review, state, mine, comment=comment[:MAX_COMMENT_LENGTH], door=door, now=clock.now())
    _log(draft, decision, state.task)
    (state.approve if kind == APPROVE else state.reject)(user=user, comment=decision.comment)
    is_last = WorkflowState.objects.get(pk=review.pk).status == WorkflowState.STATUS_APPROVED
    notices.decided(decision, draft, is_last=is_last)
    return decision


def attempt(work: Callable[[], T]) -> T:
    """Run `work` in one transaction; what it refuses is recorded after that is rolled back, and raised."""
    try:
        return in_one_transaction(work)
    except Refusal as refusal:
        refusal.record()
        raise


def may_decide(state: TaskState, user: Any) -> Answer:
    """Whether `user` may decide the step of `state`, and why not."""
    review = Review.objects.filter(pk=state.workflow_state_id).first()
    if review is None or not user.is_active:
        return policy.refused("This story was not submitted to a review of Galley.")
    others = Decision.objects.filter(review=review).exclude(task=state.task_id)
    facts = policy.StepFacts(
        contributors=contributions.contributors(review.page_id),
        decided_other_steps=frozenset(pk for pk in others.values_list("user_id", flat=True) if pk),
        is_of_step=user.is_superuser or state.task.specific.groups.filter(user=user).exists(),
    )
    return policy.may_decide(user.pk, facts)


def step_of(page: Any, task_state_id: int) -> TaskState:
    """Give a step of the story's reviews by its id, over or not; a Refusal where it has none such."""
    state = TaskState.objects.for_instance(page).filter(pk=task_state_id).first()
    if state is None:
        raise Refusal("This step does not belong to the story. Open it again.", status=409)
    return state


def check_withdrawal(state: WorkflowState, user: Any) -> None:
    """Raise a Refusal where `user` may not take the story of `state` out of review."""
    if user is None:
        raise Refusal(reviews.UNATTRIBUTED)
    review = Review.objects.filter(pk=state.pk).first()
    is_publisher = state.content_object.specific.permissions_for_user(user).holds_publish()
    requested_by = {state.requested_by_id, review.submitted_by_id if review else None}
    answer = policy.may_withdraw(
        user.pk, requested_by=user.pk if user.pk in requested_by else None, is_publisher=is_publisher
    )
    require(answer)


def approvals_of(review: Review, seal: str) -> dict[int, int]:
    """Give who approved content with this seal, by step; only approvals that have not lost their force."""
    valid = Decision.objects.filter(review=review, kind=APPROVE, is_valid=True, seal=seal)
    return {task: user for task, user in valid.values_list("task_id", "user_id") if user}


def _page_id(task_state: Any) -> str | None:
    """Give the id of the story under review, None where it has been deleted meanwhile."""
    states = WorkflowState.objects.filter(pk=task_state.workflow_state_id)
    return states.values_list("object_id", flat=True).first()


def _kind(action: str) -> Decision.Kind:
    if action not in KINDS:
        raise Refusal("There is no such decision.", status=422)
    return KINDS[action]


def _check_seal(review: Review, draft: Any, seal: str, kind: Decision.Kind, **act: Any) -> None:
    current = draft.seal
    if seal != current:
        changes = changes_between(draft, reviews.content_under(review, seal), sealed_content(draft))
        raise StaleSeal(draft, shown=seal, current=current, changes=changes, **act)
    if kind == APPROVE and current not in {review.seal, contributions.answered_seal(draft)}:
        raise Refusal(
            "The content was changed outside the editor. Request changes, so that it is saved again.",
            status=409,
        )


def _waiting(page: Any) -> TaskState:
    states = TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS)
    state = states.first()
    if state is None:
        raise Refusal("This story is not in review.", status=409)
    return state


def _write(
    review: Review, state: TaskState, mine: dict[str, Any], *, comment: str, door: str, now: datetime
) -> Decision:
    return Decision.objects.create(
        **mine, review=review, task_id=state.task_id, round=review.round, comment=comment, door=door, at=now
    )


def _log(page: Any, decision: Decision, task: Task) -> None:
    data = {"step": task.name, "seal": decision.seal, "door": decision.door, "comment": decision.comment}
    log(page, f"galley.{decision.kind}", user=decision.user, data=data)
