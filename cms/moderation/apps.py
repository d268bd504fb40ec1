"""The room of review."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The review task, the permission gate and the decisions."""

    name = "cms.moderation"
    label = "moderation"
