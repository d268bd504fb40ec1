"""Registers the projections of the news pages."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Formats, blocks, photo desk, topics."""

    name = "news"

    def ready(self) -> None:
        """Tell delivery and the API what this room makes, and publishing what its documents are made of."""
        from cms.publishing import sources

        from . import api, authoring, models, projections
        from .models.settings import FormatSettings, NumberSettings

        authoring.declare()
        projections.register()
        api.register()
        for model in (models.Topic, models.Author, models.Series):
            sources.register(model)
        for setting in (FormatSettings, NumberSettings):
            sources.register(setting, "everything")
        sources.register(models.SiteSettings, "lists")
