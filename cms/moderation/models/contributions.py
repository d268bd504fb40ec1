"""Contributors: recorded when they save, since revisions are overwritten, purged, and lose their user."""

from django.conf import settings
from django.db import models
from wagtail.models import Page


class Contribution(models.Model):
    """A user changed a story, or asked for its review, since its last publication.

    `seal` is that of their last change, so the newest row names the content that a user answers for.
    `is_granted` marks what an approval has covered; such rows go when the approved copy goes live.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seal = models.CharField(max_length=66)
    number = models.PositiveIntegerField()
    is_granted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.user} on page {self.page_id}"
