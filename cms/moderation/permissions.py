"""Page permissions under review; every human path in Wagtail asks `permissions_for_user`.

Superusers pass Wagtail's own checks early, so what nobody may do is asked first.
"""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from .models.reviews import OPEN


class GalleyPermissions(PagePermissionTester):
    """What holds for every page of Galley."""

    def holds_publish(self) -> bool:
        """Whether the user is a publisher at this place."""
        return bool(self.user.is_active and (self.user.is_superuser or "publish" in self.permissions))

    def can_publish_subpage(self) -> bool:
        """Never: create-and-publish, copies kept live and aliases would carry stories past their review."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail 8.0's signature
        """As stock, but not what is locked or holds a story in review; moving asks this too."""
        return not self.is_held() and bool(super().can_delete(ignore_bulk=ignore_bulk))

    def can_move_to(self, destination: Any) -> bool:
        """As stock, but not what is locked or holds a story in review; `None` is beside the root."""
        is_somewhere = destination is not None
        return is_somewhere and not self.is_held() and bool(super().can_move_to(destination))

    def is_held(self) -> bool:
        """Whether the page is locked for the user, or a story at or under it is in review."""
        if self.page_locked():
            return True
        under = Page.objects.filter(path__startswith=self.page.path)
        return bool(under.filter(_workflow_states__status__in=OPEN).exists())


class ReviewedPermissions(GalleyPermissions):
    """Nobody publishes a reviewed page directly, superusers included: the last approval does."""

    def can_publish(self) -> bool:
        """Never: publishing is the last approval's act."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Only for publishers; Wagtail derives this from can_publish."""
        return self.holds_publish()

    def can_unpublish(self) -> bool:
        """Only for publishers, even while the next version is in review; not for a page that is locked."""
        return bool(self.page.live and not self.page.locked and self.holds_publish())

    def can_unschedule(self) -> bool:
        """Only for publishers; Wagtail derives this from can_publish."""
        return self.holds_publish()


class DirectPermissions(GalleyPermissions):
    """Publishers publish home, sections and topic pages directly, from the edit form."""

    def can_submit_for_moderation(self) -> bool:
        """Never: there is no review to submit to."""
        return False
