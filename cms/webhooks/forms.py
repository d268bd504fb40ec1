"""The form of an endpoint."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from . import changes, kinds, outbox
from .addresses import BadAddress, target_of
from .models import Endpoint


class EndpointForm(WagtailAdminModelForm):
    """Asks where events go and which; the address is looked up, and must be public."""

    events = forms.MultipleChoiceField(
        choices=[(kind, kind) for kind in (*kinds.PUBLIC, *kinds.REVIEW)],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Review events need “Internal” ticked."),
    )
    types = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Page types"),
        help_text=gettext_lazy("Tick none to receive all."),
    )
    topics = forms.CharField(
        required=False,
        help_text=gettext_lazy(
            "Slugs, separated by commas: only pages with one of these topics. Leave empty for all."
        ),
    )

    class Meta:
        model = Endpoint
        fields = ["name", "url", "is_internal", "events", "types", "topics", "is_enabled"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = [(label, label) for label in changes.page_types()]
        self.initial["topics"] = ", ".join(self.instance.topics)

    def clean_url(self) -> str:
        """Return the address; refuse one that may not be called."""
        url = str(self.cleaned_data["url"])
        try:
            target_of(url)
        except BadAddress as bad:
            raise ValidationError(str(bad)) from bad
        return url

    def clean_topics(self) -> list[str]:
        """Return the slugs."""
        slugs = [slug.strip() for slug in self.cleaned_data["topics"].split(",") if slug.strip()]
        for slug in slugs:
            validate_slug(slug)
        return slugs

    def clean(self) -> dict[str, Any]:
        """Keep what reviews tell inside the newsroom."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("is_internal") and not set(kinds.REVIEW).isdisjoint(cleaned.get("events", ())):
            self.add_error(
                "events", _("Review events are only for the newsroom’s own systems. Tick “Internal”.")
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Save; a new endpoint begins with what happens from now on."""
        if not self.instance.pk:
            outbox.number_new()
            self.instance.position = outbox.end()
        return super().save(commit)


class ReplayForm(forms.Form):
    """Asks from where on everything is sent again."""

    sequence = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=10**18,
        help_text=gettext_lazy("Everything that changed after this Galley-Sequence."),
    )
    since = forms.DateTimeField(
        required=False, help_text=gettext_lazy("Or everything since this time, for example 2026-01-31 08:00.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse both, and neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and (cleaned.get("sequence") is None) == (cleaned.get("since") is None):
            raise ValidationError(_("Give either a sequence or a time."))
        return cleaned
