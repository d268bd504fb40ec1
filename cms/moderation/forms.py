"""Forms of decisions: each carries the seal of what was shown."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.refusals import Refusal

_MAX_DIGITS = 19  # of a 64-bit id
MAX_COMMENT_LENGTH = 2000


class DecisionForm(forms.Form):
    """Approve what was shown."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    seal = forms.CharField(required=False, max_length=66, widget=forms.HiddenInput())


class RequestChangesForm(DecisionForm):
    """Requesting changes needs a reason, which the writer sees in the editor."""

    comment = forms.CharField(
        label=_("What should change?"),
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say what should change. The writer sees it in the editor.")},
    )


class ReasonForm(forms.Form):
    """The reason for an act on live content."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why. The reason is kept in the story's history.")},
    )


def number_of(text: str | None) -> int:
    """Return the id that a form posted; 0, which nothing has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < _MAX_DIGITS else 0


def check_decision_data(text: str) -> None:
    """Raise a Refusal where `text`, which the editor sends with its form, is no JSON of seal and comment."""
    try:
        data = json.loads(text or "{}")
    except ValueError:
        data = None
    if not isinstance(data, dict) or not data.keys() <= DecisionForm.base_fields.keys():
        raise Refusal(_("This form can't be read. Open the story again."), status=400)
    if not all(isinstance(value, str) and "\x00" not in value for value in data.values()):
        raise Refusal(_("This form can't be read. Open the story again."), status=400)
