"""Forms of decisions: each carries the seal of what was shown."""

from django import forms

MAX_COMMENT_LENGTH = 2000


class DecisionForm(forms.Form):
    """Approve what was shown."""

    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    seal = forms.CharField(required=False, max_length=66, widget=forms.HiddenInput())


class RequestChangesForm(DecisionForm):
    """Requesting changes needs a reason, which the writer sees in the editor."""

    comment = forms.CharField(
        label="What should change?",
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say what should change: the writer sees it in the editor."},
    )


class ReasonForm(forms.Form):
    """The reason for an act on live content."""

    reason = forms.CharField(
        label="Reason",
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why: it is kept in the story's history."},
    )
