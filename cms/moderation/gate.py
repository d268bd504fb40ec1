"""Page permissions under review; every human path in Wagtail asks `permissions_for_user`."""

from wagtail.models import PagePermissionTester


class ReviewedPermissions(PagePermissionTester):
    """Nobody publishes a reviewed page directly, superusers included: the last approval does."""

    def can_publish(self) -> bool:
        """Never: publishing is the last approval's act."""
        return False

    def can_publish_subpage(self) -> bool:
        """Never: a page under it would skip its review."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Whoever holds publish; stock derives this from can_publish."""
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        """Whoever holds publish; stock derives this from can_publish."""
        return bool(super().can_publish())

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail 8.0's signature
        """As stock, but never while a review is running; moving asks this too."""
        return not self.page.workflow_in_progress and bool(super().can_delete(ignore_bulk=ignore_bulk))


class DirectPermissions(PagePermissionTester):
    """Publishers publish home, sections and topic pages directly, from the edit form."""

    def can_publish_subpage(self) -> bool:
        """Never: create-and-publish, copies kept live and aliases would carry stories past their review."""
        return False

    def can_submit_for_moderation(self) -> bool:
        """Never: there is no review to submit to."""
        return False
