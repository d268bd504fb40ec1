"""The page that presents a topic."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField

from cms.api.authoring.forms import Sent
from cms.api.authoring.types import writable
from cms.moderation.pages import DirectPage
from cms.publishing.references import key_of
from news.blocks import HeroStream
from news.blocks.figures import images_in

from .choices import ChosenStory
from .formats import FORMATS
from .sections import MAX_INTRO
from .topics import Topic

MAX_PINS = 3


class TopicPageForm(WagtailAdminPageForm):
    """Offers the formats by their names."""

    formats = forms.MultipleChoiceField(
        choices=[(label, page_type.get_verbose_name()) for label, page_type in FORMATS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick the formats to show. Tick none to show all."),
    )


class SentTopicPageForm(Sent, TopicPageForm):
    """The same for what programs send."""


class TopicPage(DirectPage):
    """Presents a topic to readers: a lead, pinned stories, and the newest."""

    class LeadMode(models.TextChoices):
        """Which story leads."""

        NEWEST = "newest", _("The newest story")
        PIN = "pin", _("The first pinned story")

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="pages")
    intro = models.TextField(blank=True, max_length=MAX_INTRO)
    hero = StreamField(HeroStream(max_num=1, required=False), blank=True, verbose_name=_("picture"))
    lead_mode = models.CharField(
        max_length=10, choices=LeadMode, default=LeadMode.NEWEST, verbose_name=_("lead")
    )
    formats = models.JSONField(default=list, blank=True)

    base_form_class = TopicPageForm
    api_base_form_class = SentTopicPageForm
    api_fields = DirectPage.api_fields + writable("topic", "intro", "hero", "lead_mode", "pins", "formats")
    content_panels = [
        *DirectPage.content_panels,
        FieldPanel("topic"),
        FieldPanel("intro"),
        FieldPanel("hero", heading=_("Picture")),
        FieldPanel("lead_mode"),
        InlinePanel("pins", label=_("pinned story"), heading=_("Pinned stories"), max_num=MAX_PINS),
        FieldPanel("formats", heading=_("Formats")),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Shows the stories of a topic")

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def images(self) -> list[Any]:
        """Return the picture at the top."""
        return images_in([self.hero])

    def stands_for(self) -> list[str]:
        """Return the topic, whose name links to this page."""
        return [key_of(Topic, self.topic_id)]


class TopicPin(ChosenStory):
    """A story that stays at the top of a topic page."""

    page = ParentalKey(TopicPage, on_delete=models.CASCADE, related_name="pins")

    class Meta(ChosenStory.Meta):
        verbose_name = _("pinned story")
