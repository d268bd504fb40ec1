"""What people do with endpoints: change the secret, replay, test, send again, go on after a stop."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.core import clock

from . import kinds, outbox
from .models import Delivery, Endpoint, Event, new_secret

OVERLAP = timedelta(hours=24)


def change_secret(endpoint: Endpoint) -> str:
    """Return a new secret; the one before signs along for a day, so that receivers can change in peace."""
    endpoint.old_secret, endpoint.secret = endpoint.secret, new_secret()
    endpoint.old_secret_until = clock.now() + OVERLAP
    endpoint.save(update_fields=["secret", "old_secret", "old_secret_until"])
    return endpoint.secret


def replay(endpoint: Endpoint, *, number: int) -> None:
    """Let the stream begin again after an event's number; what waits beside it is left to the stream."""
    with transaction.atomic():
        Delivery.objects.filter(endpoint=endpoint, event__number__gt=number).delete()
        Endpoint.objects.filter(pk=endpoint.pk).update(position=number, wait_until=None)


def before(moment: datetime) -> int:
    """Return the number after which a replay begins that tells what happened since a moment."""
    first = Event.objects.filter(at__gte=moment, number__isnull=False).order_by("number").first()
    return first.number - 1 if first and first.number else outbox.end()


def send_test(endpoint: Endpoint) -> Event:
    """Write an event for this endpoint alone."""
    event = Event(type=kinds.TEST, at=clock.now(), endpoint=endpoint)
    event.body = outbox.body_of(event, {"text": "This is a test."})
    event.save()
    return event


def send_again(endpoint: Endpoint, event: Event) -> None:
    """Let an event be sent soon, beside the stream, whatever became of it."""
    now = clock.now()
    values = {"attempts": 0, "since": now, "next_at": now, "parked_at": None}
    Delivery.objects.update_or_create(endpoint=endpoint, event=event, defaults=values)


def forget(endpoint: Endpoint, event: Event) -> None:
    """Let an event go that was given up, or waits."""
    Delivery.objects.filter(endpoint=endpoint, event=event).delete()


def go_on(endpoint: Endpoint) -> None:
    """Let an endpoint that was stopped, or rests, be called again."""
    values = {"is_enabled": True, "stopped_because": "", "failures": 0, "wait_until": None}
    Endpoint.objects.filter(pk=endpoint.pk).update(**values)
