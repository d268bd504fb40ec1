"""A code of an app as a second factor of the login (RFC 6238), for people who want it.

django-otp keeps the secrets. Tokens of the newsroom's API are no logins, and take no code.
"""

from base64 import b32encode
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.log_actions import log

from cms.core import clock

from .throttles import CODE, Try, in_minutes

RECOVERY_CODES = 10
WAITS = timedelta(minutes=15)  # a new secret for its first code; later a stolen session would find it
WANTED = gettext_lazy("Enter the code from your authenticator app, or a recovery code. Each works once.")
ON, OFF, RECOVERED = "galley.second_factor_on", "galley.second_factor_off", "galley.second_factor_recovery"


class LoginForm(WagtailLoginForm):
    """Wagtail's form with a field for the code, which people without a second factor leave empty."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        required=False,
        max_length=32,
        help_text=gettext_lazy("Only if you have switched on the second factor."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.GALLEY_SECOND_FACTOR:
            del self.fields["code"]

    def confirm_login_allowed(self, user: Any) -> None:
        """Ask for the code once the password is right; raise ValidationError without a good one."""
        super().confirm_login_allowed(user)
        if settings.GALLEY_SECOND_FACTOR and is_on(user):
            check(user, self.cleaned_data.get("code", ""))


def is_on(user: Any) -> bool:
    """Whether the login of `user` takes a code."""
    found: bool = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return found


def check(user: Any, code: str) -> None:
    """Use up a code; raise ValidationError for a wrong one, and for all while too many were tried."""
    if not code.strip():
        raise ValidationError(WANTED, code="code_missing")
    counted = _counted(user)
    if not _is_good(user, "".join(code.split())):
        raise ValidationError(f"{_('This code is wrong or was used before.')} {WANTED}", code="code_wrong")
    counted.forgive()


def begin(user: Any) -> TOTPDevice:
    """Return a device with a new secret, which is worth nothing until a code of it is confirmed."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        device: TOTPDevice = TOTPDevice.objects.create(user=user, name="app", confirmed=False)
    return device


def pending(user: Any) -> TOTPDevice | None:
    """Return the device that waits for its first code."""
    device: TOTPDevice | None = _waiting(user).first()
    return device


def secret_of(device: TOTPDevice) -> str:
    """Return the secret as apps take it, in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def confirm(user: Any, code: str) -> list[str]:
    """Switch the second factor on by a code of the pending device; return the recovery codes, shown once.

    Raises ValidationError for a wrong code.
    """
    counted = _counted(user)
    with transaction.atomic():
        device = _waiting(user).select_for_update().first()
        if device is None or not device.verify_token("".join(code.split())):
            raise ValidationError(_("This is not the code that your app shows now. Try the next one."))
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        codes = _new_recovery_codes(user)
        log(user, ON)
    counted.forgive()
    return codes


def switch_off(user: Any, *, actor: Any = None) -> bool:
    """Switch off the second factor of `user`, with the recovery codes; return whether it was on."""
    with transaction.atomic():
        was_on = is_on(user)
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        if was_on:
            log(user, OFF, user=actor)
    return was_on


def _waiting(user: Any) -> Any:
    return TOTPDevice.objects.filter(user=user, confirmed=False, created_at__gt=clock.now() - WAITS).order_by(
        "pk"
    )


def _counted(user: Any) -> Try:
    """Return the try of a code that was just counted; raise ValidationError while too many were."""
    wanted = Try(CODE, str(user.pk))
    if wait_s := wanted.take(now=clock.now()):
        raise ValidationError(
            _("Too many wrong codes. Wait {minutes}, then try again.").format(minutes=in_minutes(wait_s)),
            code="throttled",
        )
    return wanted


def _is_good(user: Any, code: str) -> bool:
    """Whether a code opens, once: digits are of the app, the rest are recovery codes."""
    model = TOTPDevice if code.isdecimal() else StaticDevice
    with transaction.atomic():
        # Of two logins with one code at once the second waits here, and finds it used.
        devices = model.objects.select_for_update().filter(user=user, confirmed=True)
        is_good = any(device.verify_token(code.lower()) for device in devices)
        if is_good and model is StaticDevice:
            log(user, RECOVERED, user=user)
    return is_good


def _new_recovery_codes(user: Any) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    # A letter in front, since some would be digits only, as those of the app are.
    codes = [f"r{StaticToken.random_token()}" for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
