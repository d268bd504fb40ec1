"""The room of background work; an app for its commands' sake, without models."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The worker."""

    name = "cms.operations"
    label = "operations"
