"""When the worker last did its work, and what is done now and then."""

from django.db import models


class Heartbeat(models.Model):
    """The one row of the worker's last tick, whichever of several it was."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class Turn(models.Model):
    """When something that is done now and then was last begun; written by `periodic` alone."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M:%S}"
