"""The log of events, the endpoints that read it, and what became of each attempt."""

import secrets
from base64 import b64encode

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_uid() -> str:
    """Return the id that receivers know an event by; the same in every attempt."""
    return f"evt_{secrets.token_hex(16)}"


def new_secret() -> str:
    """Return a secret of 32 random bytes in the form of Standard Webhooks."""
    return f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"


class Log(models.Model):
    """The one counter of the log: how many events have a number."""

    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


class Endpoint(models.Model):
    """An address that wants events: a position in the log, which goes on as deliveries succeed."""

    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500, verbose_name=_("address"))
    events = models.JSONField(default=list)
    topics = models.JSONField(default=list, blank=True)
    types = models.JSONField(default=list, blank=True)
    is_internal = models.BooleanField(
        default=False, verbose_name=_("internal"), help_text=_("This is one of the newsroom’s own systems.")
    )
    is_enabled = models.BooleanField(default=True, verbose_name=_("enabled"))
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    old_secret = models.CharField(max_length=100, blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, editable=False)
    position = models.BigIntegerField(default=0, editable=False)
    # Nothing is sent before `wait_until`: the address failed, or asked for time.
    failures = models.PositiveIntegerField(default=0, editable=False)
    wait_until = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    last_success_at = models.DateTimeField(null=True, editable=False)
    stopped_because = models.CharField(max_length=200, blank=True, editable=False)
    # Which dispatcher sends at the moment, and until when it may.
    claim = models.CharField(max_length=32, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Something that happened, as receivers get it; `number` is its place in the log, given after its commit.

    `keys` are the topics by which endpoints choose. `endpoint` is set where it is for that one alone.
    """

    number = models.BigIntegerField(null=True, unique=True)
    uid = models.CharField(max_length=40, unique=True, default=new_uid)
    type = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    sequence = models.BigIntegerField(null=True, db_index=True)
    page_type = models.CharField(max_length=100, blank=True)
    keys = models.JSONField(default=list)
    body = models.BinaryField()
    endpoint = models.ForeignKey(Endpoint, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.type} {self.uid}"


class Delivery(models.Model):
    """An event that an endpoint gets beside its stream: it failed there, or somebody sends it again."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    attempts = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    next_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once")]
        indexes = [models.Index(fields=["endpoint", "parked_at", "next_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.endpoint_id}"


class Attempt(models.Model):
    """One request to an endpoint, and what came of it: a status, or why there was none. No body is kept."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="attempts")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    duration_ms = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.status or self.error} at {self.at:%Y-%m-%d %H:%M}"


class Pause(models.Model):
    """The one row that holds all sending while it is there."""

    since = models.DateTimeField()
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.reason
