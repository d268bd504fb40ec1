"""The lock of a story in review."""

from typing import Any

from django.utils.html import format_html
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Only people of the current step edit a story in review, and then somebody else must decide."""

    def get_message(self, user: Any) -> str | None:
        """Say what to do, to both."""
        step = self.object.current_workflow_task
        name = step.name if step else ""
        if self.for_user(user):
            return format_html(
                "<b>In review: {}.</b> To change it, withdraw it first (the arrow beside “Page locked”).",
                name,
            )
        return format_html(
            "<b>In review: {}.</b> If you change it, it starts at the first step again, "
            "and somebody else must decide.",
            name,
        )
