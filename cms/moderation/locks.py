"""The lock of a story in review."""

from typing import Any

from django.utils.html import format_html
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Nobody edits what is being decided: what was submitted is what gets approved."""

    def get_message(self, user: Any) -> str | None:
        """Say what to do, instead of who may edit."""
        if not self.for_user(user):
            return None
        step = self.object.current_workflow_task
        return format_html(
            "<b>In review: {}.</b> To change it, withdraw it first (the arrow beside “Page locked”). "
            "Reviewers decide under “Awaiting your review” on the dashboard.",
            step.name if step else "",
        )
