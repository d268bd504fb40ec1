"""Registers the projections of the news pages."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Formats, blocks, photo desk, topics."""

    name = "news"

    def ready(self) -> None:
        """Tell delivery which projection makes which page's document."""
        from . import projections

        projections.register()
