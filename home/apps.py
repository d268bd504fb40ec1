"""Registers the front page's projection."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front page and the demo newsroom."""

    name = "home"

    def ready(self) -> None:
        """Tell delivery which projection makes the front page's document."""
        from cms.delivery import registry

        from .models import HomePage
        from .projection import HomeProjection

        registry.register(HomePage, HomeProjection())
