"""The room of previews."""

from django.apps import AppConfig


class PreviewConfig(AppConfig):
    """Who may see which draft without a login, and until when."""

    name = "cms.preview"
    label = "preview"
