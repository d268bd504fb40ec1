"""Registers the projections of the news pages."""

from django.apps import AppConfig
from django.conf import settings


class NewsConfig(AppConfig):
    """Formats, blocks, photo desk, topics."""

    name = "news"

    def ready(self) -> None:
        """Tell delivery and the API what this room makes, and publishing what its documents are made of."""
        from PIL import Image as PillowImage
        from wagtail.admin.views.account import AvatarSettingsPanel

        from cms.delivery.registry import label_of
        from cms.publishing.registry import register_source
        from cms.webhooks import changes, kinds

        from . import api, authoring, models, projections, uploads
        from .models import FormatLabel, FormatSettings, NumberSettings

        # Whatever opens a picture: twice as many are refused at their head, before they are decoded.
        PillowImage.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        AvatarSettingsPanel.form_class = uploads.AvatarForm
        authoring.declare()
        for model in models.FORMATS.values():
            changes.register(label_of(model), kinds.STORY)
        changes.register(label_of(models.TopicPage), kinds.TOPIC)
        projections.register()
        api.register()
        for model in (models.Topic, models.Author, models.Series):
            register_source(model)
        for setting in (FormatSettings, FormatLabel, NumberSettings):
            register_source(setting, "everything")
        register_source(models.SiteSettings, "lists")
