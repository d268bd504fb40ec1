"""The screen on which users switch their own second factor on and off."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from . import second_factor


class CodeForm(forms.Form):
    """Asks for a code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class PasswordForm(forms.Form):
    """Asks for the password of the session's account; `login_throttling` counts the tries."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: Any, *args: Any) -> None:
        super().__init__(*args)
        self.user = user

    def clean_password(self) -> None:
        """Raise ValidationError for a wrong one; keep none."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not your password."), code="password_wrong")


def second_factor_screen(request: HttpRequest) -> HttpResponse:
    """Show whether it is on; begin by the password, confirm and switch off by a code."""
    if not settings.GALLEY_SECOND_FACTOR:
        raise Http404
    if request.method == "POST" and "begin" in request.POST:
        return _begin(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _switch_off if "off" in request.POST else _confirm
        try:
            return act(request, form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error("code", error)
    return _screen(request, form=form)


def _begin(request: HttpRequest) -> HttpResponse:
    """Begin by the password: who has only the session could lock out the owner."""
    if not second_factor.is_on(request.user):
        form = PasswordForm(request.user, request.POST)
        if not form.is_valid():
            return _screen(request, password_form=form)
        second_factor.begin(request.user)
    return redirect("accounts_second_factor")


def _confirm(request: HttpRequest, code: str) -> HttpResponse:
    codes = second_factor.confirm(request.user, code)
    return _screen(request, codes=codes)


def _switch_off(request: HttpRequest, code: str) -> HttpResponse:
    second_factor.check(request.user, code)
    second_factor.switch_off(request.user, actor=request.user)
    messages.success(request, _("Second factor switched off. You sign in with your password alone."))
    return redirect("accounts_second_factor")


def _screen(request: HttpRequest, **parts: Any) -> HttpResponse:
    device = second_factor.pending(request.user)
    context = {
        "is_on": second_factor.is_on(request.user),
        "secret": second_factor.secret_of(device) if device else "",
        "link": device.config_url if device else "",
        "password_form": PasswordForm(request.user),
        **parts,
    }
    response = TemplateResponse(request, "accounts/second_factor.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
