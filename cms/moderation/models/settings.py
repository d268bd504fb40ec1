"""What a newsroom sets for its reviews."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.moderation.rules.formats import formats

MAX_MINUTES = 7 * 24 * 60
MAX_BATCH_WORDS = 2000
PHRASES = "Please add a source.\nThe headline says more than the text.\nToo long: cut it by a third."
_MINUTES = [MinValueValidator(1), MaxValueValidator(MAX_MINUTES)]


def reviewed_formats() -> models.Q:
    """Return the content types that are reviewed, for choices."""
    return models.Q(pk__in=[content_type.pk for content_type in formats()])


@register_setting(icon="clipboard-list")
class ReviewSettings(BaseGenericSetting, ClusterableModel):
    """How long a story may wait, how long a claim lasts, what is short, and ready words for requests."""

    claim_minutes = models.PositiveIntegerField(
        _("claim expires after (minutes)"),
        default=30,
        validators=_MINUTES,
        help_text=_("A claimed story is free again after this time."),
    )
    batch_words = models.PositiveIntegerField(
        _("word limit for approving together"),
        default=150,
        validators=[MaxValueValidator(MAX_BATCH_WORDS)],
        help_text=_("Stories up to this length can be approved together. 0 switches it off."),
    )
    phrases = models.TextField(
        _("ready-made reasons"),
        blank=True,
        default=PHRASES,
        help_text=_("Offered when changes are requested. One per line."),
    )

    panels = [
        FieldPanel("claim_minutes"),
        FieldPanel("batch_words"),
        FieldPanel("phrases"),
        InlinePanel(
            "targets",
            heading=_("Target times"),
            label=_("target"),
            help_text=_(
                "How long a format may wait at a step. Formats that are not listed have their own default."
            ),
        ),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("review")

    def __str__(self) -> str:
        return "review"

    @property
    def claim_lasts(self) -> timedelta:
        """Return how long a claim lasts."""
        return timedelta(minutes=self.claim_minutes)

    def limits(self) -> dict[int, timedelta]:
        """Return how long each format may wait at a step, by the content type's id."""
        own = {ct.pk: getattr(ct.model_class(), "review_target", timedelta(hours=4)) for ct in formats()}
        lines = self.targets.all() if self.pk else ()
        return own | {line.format_id: timedelta(minutes=line.minutes) for line in lines}

    def phrase_list(self) -> list[str]:
        """Return the ready reasons, in order."""
        return [line.strip() for line in self.phrases.splitlines() if line.strip()]


class ReviewTarget(models.Model):
    """How long one format may wait at one step."""

    setting = ParentalKey(ReviewSettings, on_delete=models.CASCADE, related_name="targets")
    format: Any = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", limit_choices_to=reviewed_formats
    )
    minutes = models.PositiveIntegerField(validators=_MINUTES)

    panels = [FieldPanel("format"), FieldPanel("minutes")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "format"], name="review_target_once")]

    def __str__(self) -> str:
        return f"{self.format}: {self.minutes} min"
