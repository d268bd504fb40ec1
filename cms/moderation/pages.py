"""The two kinds of Galley pages: reviewed ones, and those that publishers publish directly."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import PagePermissionTester, Revision

from cms.api.authoring.forms import SCHEDULE, SentPageForm
from cms.api.authoring.types import writable
from cms.core import reserved_paths
from cms.core.refusals import Refusal
from cms.publishing import kept_copies
from cms.publishing.pages import PublishedPage
from cms.publishing.seal import seal_of

from . import contributions
from .notifications import recipients
from .permissions import DirectPermissions, ReviewedPermissions
from .review import reviews

_FIRST = 3  # the depth of pages under a home page

PROMOTED = ("title", "slug", "seo_title", "search_description")


class ReviewedPage(PublishedPage):
    """A page that goes live by the last approval of its review, and no other way."""

    goes_live_by_seal = True
    # How long such a story may wait at a step, unless the newsroom sets something else.
    review_target: ClassVar[timedelta] = timedelta(hours=4)

    api_base_form_class = SentPageForm
    api_fields = writable(*PROMOTED, *SCHEDULE)

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what `user` may do."""
        return ReviewedPermissions(user, self)

    def save_revision(self, user: Any = None, overwrite_revision: Any = None, **kwargs: Any) -> Revision:
        """Save as Wagtail does; note who changed what, and raise a Refusal for a change by nobody.

        A revision that waits for its hour is never overwritten in place: that would lose its schedule.
        """
        if overwrite_revision is not None and overwrite_revision.approved_go_live_at:
            overwrite_revision = None
        with transaction.atomic():
            revision: Revision = super().save_revision(
                user=user, overwrite_revision=overwrite_revision, **kwargs
            )
            seal = self.seal
            if seal != contributions.answered_seal(self):
                if user is None:
                    raise Refusal(reviews.UNATTRIBUTED)
                reviews.follow_change(self, user=user, seal=seal)
            reviews.follow_desk(self)
            return revision

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish, and let those who contributed to what is live now start afresh."""
        with transaction.atomic():
            super().publish(revision, *args, **kwargs)
            if kept_copies.granted(self.pk) is None:
                contributions.settle(self.pk)
            if kwargs.get("log_action") == "wagtail.publish.scheduled":
                recipients.went_live(self)

    @property
    def draft_seal(self) -> str:
        """Return the seal of the newest draft in the database, which a decision must name."""
        row = type(self).objects.select_related("latest_revision").get(pk=self.pk)
        return seal_of(row.latest_revision.as_object())

    def check_complete(self) -> None:
        """Raise a ValidationError that names everything missing for submission and publication."""
        self.full_clean()

    def after_submission(self) -> None:
        """Prepare what the public document will need; runs in the submission's transaction."""

    def word_count(self) -> int:
        """Return how many words there are to review."""
        return 0

    def review_keys(self) -> list[str]:
        """Return what the queue can be filtered by, such as `topic:3`; see `register_queue_filters`."""
        return []

    def field_names(self) -> dict[str, str]:
        """Return the fields' names for people."""
        fields = self._meta.get_fields()
        names = {f.name: str(getattr(f, "verbose_name", f.name.replace("_", " "))) for f in fields}
        return {name: said[:1].upper() + said[1:] for name, said in names.items()} | {"title": _("Headline")}

    def summary(self) -> str:
        """Return one line about the story for the queue."""
        return ""


class DirectPage(PublishedPage):
    """A page without review, published by Publishers."""

    api_base_form_class = SentPageForm
    api_fields = writable(*PROMOTED, "show_in_menus", *SCHEDULE)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug at the top of a site at which something else answers than pages."""
        super().clean()
        # Of a new page Wagtail 8.0 does not say yet where it will stand.
        may_be_first = self.depth in {None, _FIRST}
        if may_be_first and not settings.GALLEY_FRONTEND_URL and reserved_paths.is_taken(self.slug):
            wrong = _("This address is taken: readers would not find this page at /{slug}/.").format(
                slug=self.slug
            )
            another = _("Choose another slug, such as {slug}-news.").format(slug=self.slug)
            raise ValidationError({"slug": f"{wrong} {another}"})

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what `user` may do."""
        return DirectPermissions(user, self)
