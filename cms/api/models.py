"""What lies beside Wagtail's tokens, and the answers that are given again."""

from django.conf import settings
from django.db import models
from wagtail.models import APIToken


class TokenGrant(models.Model):
    """What a token is good for, and how long; a token without such a row opens nothing.

    `scopes` are separated by spaces (as in RFC 6749 §3.3). `fingerprint` stands for the password that its
    person had when it was made (Django's session hash), so that a new password ends it.
    """

    token = models.OneToOneField(APIToken, on_delete=models.CASCADE, related_name="grant")
    scopes = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.scopes} until {self.expires_at:%Y-%m-%d}"


class StoredAnswer(models.Model):
    """The answer to a POST with an Idempotency-Key, given again when somebody sends it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answer_once_per_key")]

    def __str__(self) -> str:
        return f"{self.status} for {self.key}"
