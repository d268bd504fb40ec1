"""Registers the system checks of this room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The bottom room: bytes, clock, HTTP and checks."""

    name = "cms.core"
    label = "core"

    def ready(self) -> None:
        """Load the system checks."""
        from . import checks  # noqa: F401
