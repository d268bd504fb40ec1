"""Hooks of accounts: which accounts a user may edit, the second factor's screen, names in the history."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import rights, rights_audit, second_factor, views


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def no_account_with_more_rights(request: HttpRequest, user: Any) -> None:
    """Let no one set the password of a user who may more than they do."""
    if not rights.may_edit(request.user, user):
        raise PermissionDenied


@hooks.register("register_admin_urls")
def second_factor_url() -> list[URLPattern]:
    """Add the screen of the second factor to each user's account page."""
    return [path("account/second-factor/", views.second_factor_screen, name="accounts_second_factor")]


@hooks.register("register_account_menu_item")
def second_factor_item(_request: HttpRequest) -> dict[str, str] | None:
    """Lead to it from the account."""
    if not settings.GALLEY_SECOND_FACTOR:
        return None
    text = _("Protect your login with a code from an authenticator app, in addition to your password.")
    return {"url": reverse("accounts_second_factor"), "label": _("Second factor"), "help_text": text}


@hooks.register("register_log_actions")
def name_in_the_history(actions: Any) -> None:
    """Say what has changed."""
    actions.register_action(
        second_factor.ON, gettext_lazy("Switch second factor on"), gettext_lazy("Second factor switched on")
    )
    actions.register_action(
        second_factor.OFF,
        gettext_lazy("Switch second factor off"),
        gettext_lazy("Second factor switched off"),
    )
    actions.register_action(
        second_factor.RECOVERED,
        gettext_lazy("Use recovery code"),
        gettext_lazy("Signed in with a recovery code"),
    )

    @actions.register_action(rights_audit.ACTION)
    class RightsFormatter(LogFormatter):
        label = gettext_lazy("Change permissions")

        def format_message(self, log_entry: Any) -> str:
            changes = "; ".join((log_entry.data or {}).get("said", []))
            return _("Permissions changed: {changes}").format(changes=changes)
