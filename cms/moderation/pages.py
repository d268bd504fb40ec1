"""The two kinds of Galley pages: reviewed ones, and those that publishers publish directly."""

from typing import Any

from wagtail.models import PagePermissionTester

from cms.publishing.pages import PublishedPage

from .gate import DirectPermissions, ReviewedPermissions


class ReviewedPage(PublishedPage):
    """A page that goes live by the last approval of its review, and no other way."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Give what `user` may do."""
        return ReviewedPermissions(user, self)

    def check_complete(self) -> None:
        """Raise a ValidationError that names everything missing for submission and publication."""
        self.full_clean()

    def prepare_pictures(self) -> None:
        """Make what the public document will need of pictures; runs outside transactions."""


class DirectPage(PublishedPage):
    """A page without review, published by Publishers."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Give what `user` may do."""
        return DirectPermissions(user, self)
