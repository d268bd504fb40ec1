"""Connects the receivers of this room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publishing: page, published document, change and sequence in one transaction."""

    name = "cms.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Connect the receivers; listed before wagtail, so that ours run before Wagtail's own."""
        from . import receivers

        receivers.connect()
