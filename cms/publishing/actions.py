"""Wagtail's publish action for granted content, under our clock."""

from contextlib import nullcontext
from typing import Any

from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.core import clock

from . import kept_copies, live_write_guard
from .seal import seal_of


class PublishAction(PublishPageRevisionAction):
    """Publish a revision; inside `clock.at(moment)` the page carries that moment instead of the present."""

    object: Any

    def __init__(self, revision: Any, **kwargs: Any) -> None:
        super().__init__(revision, **kwargs)
        self.draft = self.object
        copy = kept_copies.granted(self.draft.pk)
        is_meant = copy is not None and copy.revision_id == revision.pk and kept_copies.may_go_live(copy)
        self.copy = copy if is_meant else None
        if self.copy is not None:
            self.object = kept_copies.as_draft(self.draft, self.copy)
            revision.content = self.copy.content  # aliases are written from it; it is not saved

    def execute(self, skip_permission_checks: bool = False) -> Any:  # noqa: FBT001, FBT002  # Wagtail 8.0's signature
        """Publish, and let a draft that has changed since the grant stay the newest draft."""
        live_write_guard.check_publication(self.draft, self.copy)
        with kept_copies.going_live(self.copy) if self.copy else nullcontext():
            result = super().execute(skip_permission_checks=skip_permission_checks)
        if self.draft is not self.object and seal_of(self.draft) != seal_of(self.object):
            Page.objects.filter(pk=self.object.pk).update(has_unpublished_changes=True)
        return result

    def _after_publish(self) -> Any:
        if clock.is_shifted() and self.object.live:
            self._stamp()
        return super()._after_publish()

    def _stamp(self) -> None:
        page = self.object
        page.last_published_at = clock.now()
        page.first_published_at = min(page.first_published_at, page.last_published_at)
        page.save(update_fields=["first_published_at", "last_published_at"], clean=False)
