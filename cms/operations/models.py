"""When the worker last did its work."""

from django.db import models


class Heartbeat(models.Model):
    """The one row of the worker's last tick, whichever of several it was."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
