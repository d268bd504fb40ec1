"""Requests of the admin that may change rights: announced in their own transaction, or refused."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from cms.accounts import rights_audit
from cms.core.refusals import Refusal

OF_RIGHTS = frozenset({"wagtailusers_users", "wagtailusers_groups"})


def may_change_rights(request: HttpRequest) -> bool:
    """Whether a request goes to a view that edits people or groups, also many at once."""
    match = request.resolver_match
    if match is None:
        return False
    model = get_user_model()._meta
    is_bulk = match.url_name == "wagtail_bulk_action" and match.kwargs.get("app_label") == model.app_label
    return bool(is_bulk or OF_RIGHTS & set(match.namespaces))


def watched(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer, and announce who changed what; needs a transaction, which a Refusal ends without a trace."""
    rights_audit.announce()  # what others have changed since
    response = answer()
    if reason := rights_audit.refusal_of_changes(actor=request.user):
        raise Refusal(reason)
    rights_audit.announce(actor=request.user)
    return response
