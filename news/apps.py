"""Registers the projections of the news pages."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Formats, blocks, photo desk, topics."""

    name = "news"

    def ready(self) -> None:
        """Tell delivery which projection makes which page's document, and what documents are made of."""
        from cms.publishing import sources

        from . import models, projections
        from .models.settings import NumberSettings

        projections.register()
        sources.register(models.Topic)
        sources.register(models.Author)
        sources.register(NumberSettings, "everything")
