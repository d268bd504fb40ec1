"""The task type of Galley's reviews, and its state."""

from typing import Any

from django.db import models
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.moderation.forms import DecisionForm, RequestChangesForm
from cms.moderation.rules.locks import ReviewLock
from cms.webhooks import kinds


class ReviewTaskState(TaskState):
    """A story at a step, with the seal it came with."""

    seal = models.CharField(max_length=66, blank=True)

    def cancel(self, user: Any = None, resume: bool = False, comment: str = "") -> Any:  # noqa: FBT001, FBT002
        """Cancel, as every cancel of Wagtail does; raise a Refusal where `user` may not withdraw it."""
        from cms.moderation.notifications import recipients
        from cms.moderation.review import decisions
        from cms.moderation.rules.refusals import require

        require(decisions.may_withdraw(self.workflow_state, user))
        done = super().cancel(user=user, resume=resume, comment=comment)
        page = self.workflow_state.content_object
        recipients.withdrawn(self.workflow_state.review, self.task.specific, page, actor=user)
        return done

    def log_state_change_action(self, user: Any, action: str) -> None:
        """Leave the log entry to `decisions`, which knows seal and door."""


class ReviewTask(AbstractGroupApprovalTask):
    """One step of a review: a person of its groups decides, who has clean hands (see `policy`)."""

    lock_class = ReviewLock
    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = "review step"
        verbose_name_plural = "review steps"

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin the first step that has not approved this content; a submission must be complete."""
        from cms.moderation.notifications import recipients, webhooks
        from cms.moderation.review import reviews

        is_submission = workflow_state.current_task_state is None
        reviews.void_outdated(workflow_state)
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        review = reviews.begin_step(workflow_state, user=user)
        state = super().start(workflow_state, user=user)
        state.seal = review.seal
        state.save(update_fields=["seal"])
        if is_submission:
            webhooks.record(kinds.SUBMITTED, review, step=self.name, now=review.step_since)
        recipients.step_began(review, self, workflow_state.content_object, actor=user)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return the decisions open to `user`; each opens a form, which carries the seal that was shown."""
        from cms.moderation.review import decisions

        state = obj.current_workflow_task_state
        if state is None or not decisions.may_decide(state, user).allowed:
            return []
        return [("approve", "Approve", True), ("reject", "Request changes", True)]

    def get_form_for_action(self, action: str) -> Any:
        """Ask for a reason where changes are requested."""
        return RequestChangesForm if action == "reject" else DecisionForm

    def get_template_for_action(self, action: str) -> str:  # noqa: ARG002
        """Return the form that carries the seal."""
        return "moderation/decision_modal.html"

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the waiting states of this step that `user` may decide."""
        from cms.moderation.queue import queries

        return queries.open_to(user, super().get_task_states_user_can_moderate(user, **kwargs))

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide through `decisions`, which raises a Refusal where that is not open to `user`."""
        from cms.moderation.review import decisions

        # Wagtail's edit form passes on whatever the browser sent.
        comment, seal = str(kwargs.get("comment") or ""), str(kwargs.get("seal") or "")
        decisions.decide(task_state, action_name, user=user, seal=seal, comment=comment, door="admin")
