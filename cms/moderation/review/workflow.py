"""Wagtail's callbacks of a review: each translates, and calls the services. `apps` registers them."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import TaskState, WorkflowState

from cms.moderation import four_eyes
from cms.moderation.notifications import recipients, webhooks
from cms.moderation.rules.refusals import require
from cms.webhooks import kinds

from . import decisions, reviews


class Workflow:
    """The callbacks, as `models.workflow.ReviewWorkflow` describes them."""

    def start(
        self, task: Any, workflow_state: WorkflowState, *, user: Any, begin: Callable[[], TaskState]
    ) -> TaskState:
        """Start the first step that has not approved this content; a submission must be complete."""
        is_submission = workflow_state.current_task_state is None
        reviews.void_outdated(workflow_state)
        first = workflow_state.get_next_task()
        if first is not None and first.pk != task.pk:
            started: TaskState = first.specific.start(workflow_state, user=user)
            return started
        review = reviews.begin_step(workflow_state, user=user)
        state: Any = begin()
        state.seal = review.seal
        state.save(update_fields=["seal"])
        if is_submission:
            webhooks.record(kinds.SUBMITTED, review, step=task.name, now=review.step_since)
        recipients.step_began(review, task, workflow_state.content_object, actor=user)
        return state

    def cancel(self, state: Any, *, user: Any, cancel: Callable[[], Any]) -> Any:
        """Withdraw the story at a step, as every cancel of Wagtail does."""
        require(decisions.may_withdraw(state.workflow_state, user))
        done = cancel()
        page = state.workflow_state.content_object
        recipients.withdrawn(state.workflow_state.review, state.task.specific, page, actor=user)
        return done

    def may_decide(self, state: TaskState, user: Any) -> bool:
        """Whether `user` may decide the step of `state`."""
        return four_eyes.may_decide(state, user).allowed

    def open_to(self, user: Any, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
        """Return those of `states` that `user` may decide."""
        return four_eyes.open_to(user, states)

    def decide(self, state: TaskState, action: str, *, user: Any, seal: str, comment: str) -> None:
        """Decide a step from the admin."""
        decisions.decide(state, action, user=user, seal=seal, comment=comment, door="admin")
