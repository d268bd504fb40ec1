"""What a review does when Wagtail moves a story through its steps.

A protocol, so that models import no service.
"""

from collections.abc import Callable
from typing import Any, Protocol

from django.db.models import QuerySet
from wagtail.models import TaskState, WorkflowState


class ReviewWorkflow(Protocol):
    """The callbacks of Wagtail's tasks; `cms.moderation.review.workflow` implements them."""

    def start(
        self, task: Any, workflow_state: WorkflowState, *, user: Any, begin: Callable[[], TaskState]
    ) -> TaskState:
        """Start the first step that has not approved this content; `begin` is Wagtail's own start."""

    def cancel(self, state: Any, *, user: Any, cancel: Callable[[], Any]) -> Any:
        """Withdraw the story at a step; `cancel` is Wagtail's own. Raise a Refusal where `user` may not."""

    def may_decide(self, state: TaskState, user: Any) -> bool:
        """Whether `user` may decide the step of `state`."""

    def open_to(self, user: Any, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
        """Return those of `states` that `user` may decide."""

    def decide(self, state: TaskState, action: str, *, user: Any, seal: str, comment: str) -> None:
        """Decide a step from the admin; raise a Refusal where that is not open to `user`."""


_workflow: list[ReviewWorkflow] = []


def register(workflow: ReviewWorkflow) -> None:
    """Let `workflow` answer the callbacks; once, when the app is ready."""
    _workflow[:] = [workflow]


def registered() -> ReviewWorkflow:
    """Return what answers the callbacks."""
    return _workflow[0]
