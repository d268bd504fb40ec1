"""What stands under a story in rows of its own: bylines, related stories, corrections."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.api.authoring.types import writable
from news.blocks.rich_text import CORRECTION_FEATURES

from .topics import Author

MAX_CORRECTION = 1000


class Byline(Orderable):
    """A person under a story, in printed order."""

    class Role(models.TextChoices):
        """What the person did."""

        WRITER = "writer", _("Writer")
        REPORTER = "reporter", _("Reporting by")
        EDITOR = "editor", _("Editor")
        PHOTOGRAPHER = "photographer", _("Photographer")

    story = ParentalKey("news.StoryPage", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=20, choices=Role, default=Role.WRITER)

    panels = [FieldPanel("author"), FieldPanel("role")]
    api_fields = writable("author", "role")

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **options: Any) -> "Byline | None":
        """Return the byline of a draft; None when its author is gone (modelcluster 6.5 would raise)."""
        if not Author.objects.filter(pk=data.get("author") or 0).exists():
            return None
        byline: Byline = model_from_serializable_data(cls, data, **options)
        return byline

    def serializable_data(self) -> dict[str, Any]:
        """Return the byline as part of a revision."""
        data: dict[str, Any] = get_serializable_data_for_fields(self)
        return data

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"


class RelatedStory(Orderable):
    """A link to another story; shown while that story is public."""

    story = ParentalKey("news.StoryPage", on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(
        "news.StoryPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("story")
    )

    panels = [FieldPanel("target")]
    api_fields = writable("target")

    def __str__(self) -> str:
        return str(self.target)


class Correction(Orderable):
    """What was wrong and when it was put right: reviewed and public like the story itself."""

    story = ParentalKey("news.StoryPage", on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField(default=timezone.now, verbose_name=_("time"))
    text = RichTextField(
        features=CORRECTION_FEATURES,
        max_length=MAX_CORRECTION,
        help_text=_("What was wrong, and what is right."),
    )

    panels = [FieldPanel("text"), FieldPanel("at")]
    api_fields = writable("text", "at")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
