"""Stories that an editor chooses for a page, up to a moment or for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.api.authoring.types import writable

from .stories import StoryPage


class ChosenStory(Orderable):
    """A story in an editor's order; readers see it while it is public and its time is not up."""

    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(
        null=True, blank=True, help_text=_("If empty, it stays until you remove it.")
    )

    panels = [FieldPanel("story"), FieldPanel("until")]
    api_fields = writable("story", "until")

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.story)
