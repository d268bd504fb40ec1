"""The lock of a story in review."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Only people of the current step edit a story in review, and then another reviewer decides."""

    def get_message(self, user: Any) -> str | None:
        """Say what to do, to both."""
        step = self.object.current_workflow_task
        name = step.name if step else ""
        if self.for_user(user):
            return format_html(
                _("<b>In review: {}.</b> To edit it, withdraw it first (the arrow beside “Page locked”)."),
                name,
            )
        return format_html(
            _(
                "<b>In review: {}.</b> If you edit it, the review starts again at the first step, "
                "and another reviewer has to approve it."
            ),
            name,
        )
