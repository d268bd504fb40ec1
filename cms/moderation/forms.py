"""Forms of decisions."""

from django import forms
from wagtail.forms import TaskStateCommentForm

MAX_REASON_LENGTH = 2000


class RequestChangesForm(TaskStateCommentForm):
    """Requesting changes needs a reason, which the writer sees in the editor."""

    comment = forms.CharField(
        label="What should change?",
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say what should change: the writer sees it in the editor."},
    )
