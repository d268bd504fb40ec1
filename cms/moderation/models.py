"""The task type of Galley's reviews."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import AbstractGroupApprovalTask, TaskState

from .forms import RequestChangesForm
from .locks import ReviewLock
from .policy import Answer, may_approve_content, may_decide


class ReviewTask(AbstractGroupApprovalTask):
    """One step of a review: a person of its groups decides, and it is not who submitted or decided before."""

    lock_class = ReviewLock

    class Meta:
        verbose_name = "review step"
        verbose_name_plural = "review steps"

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin the step; raise a ValidationError when the story lacks something."""
        page = workflow_state.content_object.specific.get_latest_revision_as_object()
        page.check_complete()
        transaction.on_commit(page.prepare_pictures, robust=True)
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:  # noqa: ARG002
        """Lock the story for everybody while it is in review."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Give the decisions open to `user`; none for who submitted, or decided an earlier step."""
        state = obj.current_workflow_task_state
        if state is None or not self._answer(state, user).allowed:
            return []
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return actions

    def get_form_for_action(self, action: str) -> Any:
        """Ask for a reason where changes are requested."""
        return RequestChangesForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Give the waiting states of this step that `user` may decide."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(
            workflow_state__task_states__in=TaskState.objects.filter(
                status=TaskState.STATUS_APPROVED, finished_by=user
            )
        )

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide. Raise PermissionDenied, and change nothing, where the decision is not open to `user`."""
        # The URL of Wagtail's view does not tie the state to the page: only the state's own object counts.
        state = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk).specific
        page = state.workflow_state.content_object
        _require(Answer(state.task_id == self.pk, "This is another step's decision."))
        _require(self._answer(state, user))
        _require(
            Answer(action_name in {name for name, *_ in super().get_actions(page, user)}, "Not your step.")
        )
        if action_name == "approve":
            _require(
                may_approve_content(shown_revision=state.revision_id, latest_revision=page.latest_revision_id)
            )
        else:
            _require(Answer(bool(kwargs.get("comment", "").strip()), "Requesting changes needs a reason."))
        super().on_action(state, user, action_name, **kwargs)

    @staticmethod
    def _answer(state: TaskState, user: Any) -> Answer:
        review = state.workflow_state
        approvals = review.task_states.filter(status=TaskState.STATUS_APPROVED)
        decided = frozenset(approvals.values_list("finished_by_id", flat=True))
        return may_decide(user.pk, requested_by=review.requested_by_id, decided_before=decided)


def _require(answer: Answer) -> None:
    if not answer.allowed:
        raise PermissionDenied(answer.reason)
