"""The front page."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel

from cms.moderation.pages import DirectPage


class HomePage(DirectPage):
    """The root of the site; sections and topic pages stand under it."""

    intro = models.TextField(blank=True, max_length=500)

    content_panels = [*DirectPage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["news.NewsIndexPage", "news.TopicPage"]
    max_count_per_parent = 1
    page_description = "The front page of a site"

    class Meta:
        verbose_name = "home page"
        verbose_name_plural = "home pages"
