"""Hooks of accounts: whose account somebody may edit, the second factor's screen, names in the history."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import rights, rights_audit, second_factor, views


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def no_account_with_more_rights(request: HttpRequest, user: Any) -> None:
    """Let nobody set the password of somebody who may more than they do."""
    if not rights.may_edit(request.user, user):
        raise PermissionDenied


@hooks.register("register_admin_urls")
def second_factor_url() -> list[URLPattern]:
    """Add the screen of the second factor to everybody's account page."""
    return [path("account/second-factor/", views.second_factor_screen, name="accounts_second_factor")]


@hooks.register("register_account_menu_item")
def second_factor_item(_request: HttpRequest) -> dict[str, str] | None:
    """Lead to it from the account."""
    if not settings.GALLEY_SECOND_FACTOR:
        return None
    text = "Let your login take a code of an app as well as your password."
    return {"url": reverse("accounts_second_factor"), "label": "Second factor", "help_text": text}


@hooks.register("register_log_actions")
def name_in_the_history(actions: Any) -> None:
    """Say what has changed."""
    actions.register_action(second_factor.ON, "Switch second factor on", "Second factor switched on")
    actions.register_action(second_factor.OFF, "Switch second factor off", "Second factor switched off")
    actions.register_action(second_factor.RECOVERED, "Use recovery code", "Signed in with a recovery code")

    @actions.register_action(rights_audit.ACTION)
    class RightsFormatter(LogFormatter):
        label = "Change rights"

        def format_message(self, log_entry: Any) -> str:
            return f"Rights changed: {'; '.join((log_entry.data or {}).get('said', []))}"
