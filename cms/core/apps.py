"""Registers the system checks of this room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The bottom room: bytes, clock, HTTP and checks."""

    name = "cms.core"
    label = "core"

    def ready(self) -> None:
        """Load the system checks, and let new connections know how long a request may take."""
        from django.db.backends.signals import connection_created

        from . import checks  # noqa: F401
        from .failures import database_timeouts

        connection_created.connect(database_timeouts.tell)
