"""Kept copies: the exact content that was granted, and the one that is live; written by `kept` alone."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.models import Page, Revision


class KeptCopy(models.Model):
    """Content of a page under its seal. Revisions are overwritten and purged; this is not."""

    class State(models.TextChoices):
        """Granted content may go live; live content is what every public document is made from."""

        GRANTED = "granted"
        LIVE = "live"

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    seal = models.CharField(max_length=66)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()
    first_published_at = models.DateTimeField(null=True)
    last_published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "state"], name="kept_copy_once_per_state")]

    def __str__(self) -> str:
        return f"{self.state} copy of page {self.page_id} ({self.seal[:10]})"


class KeptImage(models.Model):
    """A picture that a kept copy uses, found by its id when somebody wants to replace or delete it."""

    copy = models.ForeignKey(KeptCopy, on_delete=models.CASCADE, related_name="images")
    image_id = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "image_id"], name="kept_image_once")]

    def __str__(self) -> str:
        return f"image {self.image_id} in {self.copy_id}"
