"""The admin's pages of tokens: Wagtail's own, with scopes, an end, and what became of each."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.models import APIToken
from wagtail.users.utils import user_can_manage_token
from wagtail.users.views import api_tokens

from cms.core import clock

from . import tokens
from .scopes import Scope

LONGEST = timedelta(days=366)
SCOPES = {
    Scope.PROFILE: gettext_lazy("see whose token it is"),
    Scope.DRAFTS: gettext_lazy("read drafts"),
    Scope.WRITE: gettext_lazy("write and submit drafts"),
    Scope.DECIDE: gettext_lazy("see the queue and decide"),
    Scope.PUBLISH: gettext_lazy("schedule and change live stories"),
}


class TokenForm(api_tokens.APITokenForm):
    """Asks what a token is for and until when."""

    scopes = forms.MultipleChoiceField(
        choices=[(scope, said.capitalize()) for scope, said in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Permissions"),
        help_text=gettext_lazy("Never more than the person above has."),
    )
    last_day = forms.DateField(widget=AdminDateInput, label=gettext_lazy("Expires on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate(clock.now())
        self.fields["last_day"].initial = today + timedelta(days=settings.GALLEY_TOKEN_DAYS)

    def clean_last_day(self) -> datetime:
        """Return the end of that day; refuse one that is over, and one beyond a year."""
        day, today = self.cleaned_data["last_day"], timezone.localdate(clock.now())
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return timezone.make_aware(datetime.combine(day, time.max))


class TokenCreateView(api_tokens.CreateView):
    """Makes a token as `tokens.issue` does, and shows it once."""

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """Make the token; Wagtail's view (8.0) knows neither scopes nor an end."""
        given = form.cleaned_data
        if not user_can_manage_token(self.request.user, given["user"], "wagtailcore.add_apitoken"):
            raise PermissionDenied
        self.object, text = tokens.issue(
            given["user"], name=given["name"], scopes=given["scopes"], expires_at=given["last_day"]
        )
        log(self.object, "wagtail.apitoken.create", user=self.request.user)
        context = self.get_created_context(text)
        return TemplateResponse(self.request, "wagtailusers/api_tokens/created.html", context)


class TokenIndexView(api_tokens.IndexView):
    """Lists tokens with what they are for and how long they are good."""

    @property
    def columns(self) -> list[Column]:
        """Put scopes and state where Wagtail says when a token was revoked."""
        *shown, _revoked = super().columns
        scopes = Column("scopes", label=_("For"), accessor=_scopes_of)
        return [*shown, scopes, Column("state", label=_("State"), accessor=state_of)]

    def get_queryset(self) -> Any:
        """Read the grants with the tokens."""
        return super().get_queryset().select_related("grant")


def state_of(token: APIToken) -> str:
    """Say whether a token is good, and how long."""
    if token.revoked_at:
        return _("Revoked {day}").format(day=_day(token.revoked_at))
    ends = _grant_of(token, "expires_at")
    if not ends:
        return _("Not usable")
    said = _("Expired {day}") if ends <= clock.now() else _("Expires {day}")
    return said.format(day=_day(ends))


def replace_wagtails() -> None:
    """Put these in the place of Wagtail's: its hook (8.0.1) names the class, and offers no setting for it."""
    viewset = api_tokens.APITokenViewSet
    viewset.add_view_class, viewset.index_view_class = TokenCreateView, TokenIndexView
    wagtails = viewset.get_form_class

    def get_form_class(self: Any, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002
        return wagtails(self, for_update=True) if for_update else TokenForm

    viewset.get_form_class = get_form_class


def _scopes_of(token: APIToken) -> str:
    return ", ".join((_grant_of(token, "scopes") or "").split())


def _grant_of(token: APIToken, name: str) -> Any:
    return getattr(getattr(token, "grant", None), name, None)


def _day(moment: datetime) -> str:
    return f"{timezone.localdate(moment):%Y-%m-%d}"
