"""The room of HTTP; an app for its commands' sake, without models."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API objects, their parameters and errors."""

    name = "cms.api"
    label = "api"
