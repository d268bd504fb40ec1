"""The room of HTTP; the API objects, and what lies beside tokens."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API objects, their parameters and errors."""

    name = "cms.api"
    label = "api"

    def ready(self) -> None:
        """Tell publishing which lists every publication changes, and connect the receivers."""
        from cms.publishing.purging import rules

        from .newsroom import receivers

        receivers.connect()
        rules.register("/api/v2/pages/", "/api/v2/changes/", "/api/v2/redirects/")
