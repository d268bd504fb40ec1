"""Submitting, deciding and withdrawing, for everything that is not a click in Wagtail's own screens."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState, WorkflowState

from cms.publishing.transactions import in_one_transaction

from .pages import ReviewedPage


def submit(page: ReviewedPage, *, user: Any) -> None:
    """Send the newest draft to review, or back to the step that requested changes.

    Raises a ValidationError that names what is missing, PermissionDenied when a review is running.
    """

    def work() -> None:
        review = page.current_workflow_state
        if review is None:
            page.get_workflow().start(page, user)
        elif review.status == WorkflowState.STATUS_NEEDS_CHANGES:
            review.resume(user)
        else:
            raise PermissionDenied("This story is in review already.")

    in_one_transaction(work)


def approve(page: ReviewedPage, *, user: Any, comment: str = "") -> None:
    """Approve the current step; the last one publishes. Raises as `ReviewTask.on_action`."""
    _decide(page, user, "approve", comment)


def request_changes(page: ReviewedPage, *, user: Any, reason: str) -> None:
    """Send the story back with a reason. Raises as `ReviewTask.on_action`."""
    _decide(page, user, "reject", reason)


def withdraw(page: ReviewedPage, *, user: Any) -> None:
    """Take the story out of review. Raises PermissionDenied when there is none or it is not theirs."""

    def work() -> None:
        review = page.current_workflow_state
        if review is None or not review.user_can_cancel(user):
            raise PermissionDenied("There is no review of yours to withdraw.")
        review.cancel(user=user)

    in_one_transaction(work)


def _decide(page: ReviewedPage, user: Any, action: str, comment: str) -> None:
    def work() -> None:
        # Read anew on each run: a first run that was rolled back has changed the objects in memory.
        state = TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS).first()
        if state is None:
            raise PermissionDenied("This story is not in review.")
        state.task.specific.on_action(state.specific, user, action, comment=comment)

    in_one_transaction(work)
