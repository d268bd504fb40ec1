"""The room of background work."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The worker."""

    name = "cms.operations"
    label = "operations"
