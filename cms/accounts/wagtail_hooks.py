"""Hooks of accounts: whose account somebody may edit, and the name of a change of rights in the history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import rights, watch


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def no_account_with_more_rights(request: HttpRequest, user: Any) -> None:
    """Let nobody set the password of somebody who may more than they do."""
    if not rights.may_edit(request.user, user):
        raise PermissionDenied


@hooks.register("register_log_actions")
def name_in_the_history(actions: Any) -> None:
    """Say what has changed."""

    @actions.register_action(watch.ACTION)
    class RightsFormatter(LogFormatter):
        label = "Change rights"

        def format_message(self, log_entry: Any) -> str:
            return f"Rights changed: {'; '.join((log_entry.data or {}).get('said', []))}"
