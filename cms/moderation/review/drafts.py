"""The newest draft of a story, read again from the database, and who may change it."""

from typing import Any

from wagtail.models import Page, Revision

from cms.core.refusals import Refusal
from cms.moderation.rules import policy


def newest(page_id: Any) -> tuple[Revision, Any]:
    """Return the newest revision of a story and the page it makes; locks the row, needs a transaction."""
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    revision = page.specific.get_latest_revision() if page else None
    if revision is None:
        raise Refusal(policy.NO_DRAFT, status=409)
    return revision, revision.as_object()


def edit_facts(page: Any, user: Any) -> policy.EditFacts:
    """Return what the rules look at when `user` wants to change the newest draft of a story."""
    permissions = page.permissions_for_user(user)
    return policy.EditFacts(
        has_draft=page.latest_revision_id is not None,  # an alias has none
        may_edit=permissions.can_edit(),
        is_locked=bool(permissions.page_locked()),
    )


def may_edit(page: Any, user: Any) -> policy.Answer:
    """Whether `user` may change the newest draft, and why not."""
    return policy.may_edit(edit_facts(page, user))
