"""The screen on which somebody switches their own second factor on and off."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.admin import messages

from . import second_factor


class CodeForm(forms.Form):
    """Asks for a code."""

    code = forms.CharField(
        max_length=32, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"})
    )


def second_factor_screen(request: HttpRequest) -> HttpResponse:
    """Show whether it is on; begin, confirm and switch off, the last two by a code."""
    if not settings.GALLEY_SECOND_FACTOR:
        raise Http404
    if request.method == "POST" and "begin" in request.POST:
        if not second_factor.is_on(request.user):  # whoever has but the session does not get to change it
            second_factor.begin(request.user)
        return redirect("accounts_second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _switch_off if "off" in request.POST else _confirm
        try:
            return act(request, form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error("code", error)
    return _screen(request, form=form)


def _confirm(request: HttpRequest, code: str) -> HttpResponse:
    codes = second_factor.confirm(request.user, code)
    return _screen(request, codes=codes)


def _switch_off(request: HttpRequest, code: str) -> HttpResponse:
    second_factor.check(request.user, code)
    second_factor.switch_off(request.user, actor=request.user)
    messages.success(request, "The second factor is off: your password alone opens your account.")
    return redirect("accounts_second_factor")


def _screen(request: HttpRequest, **parts: Any) -> HttpResponse:
    device = second_factor.pending(request.user)
    context = {
        "is_on": second_factor.is_on(request.user),
        "secret": second_factor.secret_of(device) if device else "",
        "link": device.config_url if device else "",
        **parts,
    }
    response = TemplateResponse(request, "accounts/second_factor.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response
