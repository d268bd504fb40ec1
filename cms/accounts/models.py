"""How often something was tried, and which rights are known."""

from django.db import models


class Tally(models.Model):
    """How often something was tried since its period began; written by `throttles` alone.

    `key` is a keyed hash of what was tried, by whom and from where, so that the row names no one.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at:%Y-%m-%d %H:%M:%S}"


class KnownRights(models.Model):
    """The one row of what everyone may do, as announced last; written by `rights_audit` alone."""

    state = models.JSONField()

    def __str__(self) -> str:
        return f"rights of {len(self.state['people'])} people"
