"""The task type of Galley's reviews, and its state."""

from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.moderation.forms import DecisionForm, RequestChangesForm
from cms.moderation.rules.locks import ReviewLock

from . import workflow


class ReviewTaskState(TaskState):
    """A story at a step, with the seal it came with."""

    seal = models.CharField(max_length=66, blank=True)

    def cancel(self, user: Any = None, resume: bool = False, comment: str = "") -> Any:  # noqa: FBT001, FBT002
        """Cancel, as every cancel of Wagtail does; raise a Refusal where `user` may not withdraw it."""
        cancel = partial(super().cancel, user=user, resume=resume, comment=comment)
        return workflow.registered().cancel(self, user=user, cancel=cancel)

    def log_state_change_action(self, user: Any, action: str) -> None:
        """Leave the log entry to `decisions`, which knows seal and door."""


class ReviewTask(AbstractGroupApprovalTask):
    """One step of a review: a person of its groups decides, under the four-eyes rule (see `four_eyes`)."""

    lock_class = ReviewLock
    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Start the first step that has not approved this content; a submission must be complete."""
        begin = partial(super().start, workflow_state, user=user)
        return workflow.registered().start(self, workflow_state, user=user, begin=begin)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return the decisions open to `user`; each opens a form, which carries the seal that was shown."""
        state = obj.current_workflow_task_state
        if state is None or not workflow.registered().may_decide(state, user):
            return []
        return [("approve", str(_("Approve")), True), ("reject", str(_("Request changes")), True)]

    def get_form_for_action(self, action: str) -> Any:
        """Ask for a reason where changes are requested."""
        return RequestChangesForm if action == "reject" else DecisionForm

    def get_template_for_action(self, action: str) -> str:  # noqa: ARG002
        """Return the form that carries the seal."""
        return "moderation/decision_modal.html"

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the waiting states of this step that `user` may decide."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return workflow.registered().open_to(user, states)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide through `decisions`, which raises a Refusal where that is not open to `user`."""
        # Wagtail's edit form passes on whatever the browser sent.
        comment, seal = str(kwargs.get("comment") or ""), str(kwargs.get("seal") or "")
        workflow.registered().decide(task_state, action_name, user=user, seal=seal, comment=comment)
