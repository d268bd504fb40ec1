"""Sections, published by Publishers directly."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.api.authoring.types import writable
from cms.moderation.pages import DirectPage

from .formats import FORMATS

MAX_INTRO = 500


class NewsIndexPage(DirectPage):
    """A section: stories, or topic pages, stand under it."""

    intro = models.TextField(blank=True, max_length=MAX_INTRO)

    content_panels = [*DirectPage.content_panels, FieldPanel("intro")]
    api_fields = DirectPage.api_fields + writable("intro")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = [*FORMATS, "news.TopicPage", "news.NewsIndexPage"]
    page_description = _("A section for stories or topic pages")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
