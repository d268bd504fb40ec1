"""What an endpoint gets next: what is due beside its stream, then the stream from its position."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.core.waits import is_over

from . import outbox, pause
from .backoff import LONGEST_ASKED
from .models import Delivery, Endpoint, Event

READ = 100


def due_endpoints(*, now: datetime) -> QuerySet[Endpoint]:
    """Return the endpoints that may be called and have something to get, those that waited longest first."""
    rested = Q(wait_until=None) | is_over("wait_until", now=now, longest=LONGEST_ASKED)
    beside = Exists(_beside(now).filter(endpoint=OuterRef("pk")))
    has_some = Q(position__lt=outbox.end()) | beside
    return Endpoint.objects.filter(rested & has_some, pause.nothing_holds(), is_enabled=True).order_by(
        "last_success_at", "pk"
    )


def due_deliveries(endpoint: Endpoint, *, now: datetime) -> QuerySet[Delivery]:
    """Return what is due beside the stream, the longest waiting first."""
    return _beside(now).filter(endpoint=endpoint).select_related("event").order_by("next_at", "pk")


def _beside(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(is_over("next_at", now=now, longest=LONGEST_ASKED), parked_at=None)


def ahead(endpoint: Endpoint, *, until: int) -> Iterator[Event]:
    """Return the events after the endpoint's position, wanted or not, in the order of the log."""
    position = endpoint.position
    while span := list(
        Event.objects.filter(number__gt=position, number__lte=until).order_by("number")[:READ]
    ):
        yield from span
        position = span[-1].number or position


def is_wanted(event: Event, endpoint: Endpoint) -> bool:
    """Whether an endpoint asks for an event: by its kind, by page type, by topic."""
    if event.endpoint_id is not None:
        return event.endpoint_id == endpoint.pk
    return (
        event.type in endpoint.events
        and (endpoint.is_internal or event.sequence is not None)
        and (not endpoint.types or event.page_type in endpoint.types)
        and (not endpoint.topics or event.sequence is None or not set(endpoint.topics).isdisjoint(event.keys))
    )
