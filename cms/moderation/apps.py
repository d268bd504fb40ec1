"""The room of review."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The review task, the permission gate and the decisions."""

    name = "cms.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Answer to programs beside the admin."""
        from cms.api.newsroom import api as newsroom

        from .api.router import make_router

        newsroom.register("/workflow/", make_router)
