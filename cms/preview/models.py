"""Who lets whom see which draft, and until when."""

import secrets
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


def new_key() -> str:
    """Return a key that nobody guesses: 22 characters of letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(16)


class PreviewGrant(models.Model):
    """Leave to see one draft: a saved revision, or content that nobody has saved (a form's state).

    `key` is what the token signs. `user` lends the right: once they may not see the draft, nobody may.
    `page` is the parent where the draft is of a page that does not exist yet.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.CASCADE, related_name="+"
    )
    content: Any = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revision=None, content__isnull=False) | Q(revision__isnull=False, content=None),
                name="preview_of_a_revision_or_of_content",
            )
        ]

    def __str__(self) -> str:
        return f"preview of {self.page_id} until {self.expires_at:%Y-%m-%d %H:%M}"

    @property
    def is_new(self) -> bool:
        """Whether the draft is of a page that does not exist yet."""
        return self.content is not None and not self.content["pk"]
