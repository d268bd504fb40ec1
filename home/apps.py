"""Registers the front page's projection."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front page and the demo newsroom."""

    name = "home"

    def ready(self) -> None:
        """Tell delivery which projection makes the front page's document."""
        from cms.delivery import registry
        from news.projections import SectionProjection

        from .models import HomePage

        registry.register(HomePage, SectionProjection())
