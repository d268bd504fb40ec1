"""The room of HTTP; an app for its commands' sake, without models."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API objects, their parameters and errors."""

    name = "cms.api"
    label = "api"

    def ready(self) -> None:
        """Tell publishing which lists every publication changes."""
        from cms.publishing import purges

        purges.register("/api/v2/pages/", "/api/v2/changes/", "/api/v2/redirects/")
