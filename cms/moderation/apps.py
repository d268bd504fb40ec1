"""The room of review."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The review task, the permission gate and the decisions."""

    name = "cms.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Answer Wagtail's callbacks of a review, and programs beside the admin."""
        from cms.api.newsroom import api as newsroom

        from .api.router import make_router
        from .models import workflow
        from .review.workflow import Workflow

        workflow.register(Workflow())
        newsroom.register("/workflow/", make_router)
