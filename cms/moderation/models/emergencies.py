"""Break glass: a user published alone, and another has to countersign."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class BreakGlass(models.Model):
    """One publication without review; on the list until it is countersigned. Kept after the page is gone."""

    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=255)
    seal = models.CharField(max_length=66)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    contributors = models.JSONField(default=list)
    at = models.DateTimeField()
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [("break_glass", "Can publish a story alone, with a written reason")]
        verbose_name = _("emergency publication")

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d %H:%M})"
