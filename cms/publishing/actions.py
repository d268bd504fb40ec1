"""Wagtail's publish action under our clock."""

from typing import Any

from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from cms.core import clock


class PublishAction(PublishPageRevisionAction):
    """Publish a revision; inside `clock.at(moment)` the page carries that moment instead of the present."""

    def _after_publish(self) -> Any:
        if clock.is_shifted() and self.object.live:
            self._stamp()
        return super()._after_publish()

    def _stamp(self) -> None:
        page = self.object
        page.last_published_at = clock.now()
        page.first_published_at = min(page.first_published_at, page.last_published_at)
        page.save(update_fields=["first_published_at", "last_published_at"], clean=False)
