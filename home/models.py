"""The front page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from cms.api.authoring.types import writable
from cms.moderation.pages import DirectPage
from news.models import ChosenStory, StoryPage

MAX_SLOTS = 12


class HomePage(DirectPage):
    """The root of the site; sections and topic pages stand under it."""

    intro = models.TextField(blank=True, max_length=500)
    lead = models.ForeignKey(
        StoryPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Top story. If empty, the newest story is shown."),
    )

    content_panels = [
        *DirectPage.content_panels,
        FieldPanel("intro"),
        FieldPanel("lead"),
        InlinePanel("slots", label=_("story"), heading=_("Stories below the lead"), max_num=MAX_SLOTS),
    ]
    api_fields = DirectPage.api_fields + writable("intro", "lead", "slots")
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["news.NewsIndexPage", "news.TopicPage"]
    max_count_per_parent = 1
    page_description = _("The front page of a site")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class HomeSlot(ChosenStory):
    """A story on the front page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="slots")

    class Meta(ChosenStory.Meta):
        verbose_name = _("story on the front page")
        verbose_name_plural = _("stories on the front page")
