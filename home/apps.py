"""Registers the front page's projection."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front page and the demo newsroom."""

    name = "home"

    def ready(self) -> None:
        """Tell delivery which projection makes the front page's document, and publishing who draws pages."""
        from cms.delivery import registry
        from cms.publishing import registry as publishing

        from .models import HomePage
        from .projection import HomeProjection
        from .reader import views

        registry.register(HomePage, HomeProjection())
        publishing.register_drawing(views.page)
