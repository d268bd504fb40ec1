"""Kept copies, written by `kept` alone: what was granted, or is live. Rebuilds, by `freshness` alone.

Schedules that are late are `scheduler`'s, purges that wait are written by `purges`.
"""

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


class KeptUse(models.Model):
    """What else a copy uses that waits for its hour, by `uses.key_of`, found when somebody deletes it."""

    copy = models.ForeignKey(KeptCopy, on_delete=models.CASCADE, related_name="uses")
    key = models.CharField(max_length=255, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "key"], name="kept_use_once")]

    def __str__(self) -> str:
        return f"{self.key} in {self.copy_id}"


class LateSchedule(models.Model):
    """A page that could not go live, or expire, at its hour; written by `scheduler` alone."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"page {self.page_id}: tried {self.attempts} times, again at {self.retry_at:%H:%M}"


class WaitingPurge(models.Model):
    """What caches before this server have to forget; written by `purges`, sent by `purge_queue`."""

    class Kind(models.TextChoices):
        """What `names` holds: surrogate keys, or addresses as path and query."""

        KEYS = "keys"
        ADDRESSES = "addresses"

    kind = models.CharField(max_length=10, choices=Kind)
    names = models.JSONField()
    asked_at = models.DateTimeField()
    retry_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{len(self.names)} {self.kind}, asked for at {self.asked_at:%H:%M:%S}"


class Rebuild(models.Model):
    """Documents that the worker has to rebuild, as one row whatever their number."""

    class Scope(models.TextChoices):
        """Which documents: those that use `key`, those under the page with the id `key`, or all."""

        USERS = "users"
        SUBTREE = "subtree"
        EVERYTHING = "everything"

    scope = models.CharField(max_length=12, choices=Scope)
    key = models.CharField(max_length=255, blank=True)
    cursor = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # Rises when the same is asked for again, so that a batch under way does not end the new request.
    version = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="rebuild_once_per_scope")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}: {self.done} done"
