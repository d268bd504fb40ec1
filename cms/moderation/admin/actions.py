"""Wagtail's page actions as API v3 takes them from the registry, with what its own checks leave out."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation.review import reasons


def _refuse_without_reason(page: Page) -> None:
    if reasons.live_stories_under(page).exists():
        raise Refusal(_("Live stories need a reason: use /api/v3/workflow/."))


class UnpublishAction(UnpublishPageAction):
    """Unpublish what needs no reason."""

    def check(self, skip_permission_checks: bool = False) -> None:  # noqa: FBT001, FBT002  # Wagtail 8.0's signature
        """Ask Wagtail, then whether a reason is needed."""
        super().check(skip_permission_checks=skip_permission_checks)
        _refuse_without_reason(self.object)


class DeleteAction(DeletePageAction):
    """Delete what needs no reason."""

    def check(self, skip_permission_checks: bool = False) -> None:  # noqa: FBT001, FBT002
        """Ask Wagtail, then whether a reason is needed."""
        super().check(skip_permission_checks=skip_permission_checks)
        _refuse_without_reason(self.page)


class MoveAction(MovePageAction):
    """Move what needs no reason; reordering among siblings needs none."""

    def check(self, parent_after: Page, skip_permission_checks: bool = False) -> None:  # noqa: FBT001, FBT002
        """Ask Wagtail, then whether a reason is needed."""
        super().check(parent_after, skip_permission_checks=skip_permission_checks)
        if not self.page.is_child_of(parent_after):
            _refuse_without_reason(self.page)


class RevertAction(RevertToPageRevisionAction):
    """Revert what is not locked; Wagtail 8.0 asks for the right to edit only."""

    def check(self, skip_permission_checks: bool = False) -> None:  # noqa: FBT001, FBT002
        """Ask Wagtail, then whether the page is locked for the user."""
        super().check(skip_permission_checks=skip_permission_checks)
        if self.user and self.instance.permissions_for_user(self.user).page_locked():
            raise Refusal(_("This page is locked, or in review."), status=409)


def register(registry: Any) -> None:
    """Put them in the place of Wagtail's own."""
    for action in (UnpublishAction, DeleteAction, MoveAction, RevertAction):
        registry.register(Page, action)
