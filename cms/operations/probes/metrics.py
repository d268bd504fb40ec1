"""The page that Prometheus reads: what was counted as it happened, and what the database says waits now."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Min, Q, QuerySet
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from wagtail.models import Revision

from cms.core.metrics import ANSWERS, PUBLICATIONS
from cms.moderation.queue import queries as reviews
from cms.operations import queue
from cms.operations.models import Heartbeat
from cms.publishing import scheduler
from cms.publishing.freshness import rebuild
from cms.publishing.models import Rebuild, WaitingPurge
from cms.webhooks import pause
from cms.webhooks.models import Delivery, Endpoint, Event

from .readiness import bounded

MANY = 10_000  # stale documents are counted up to here
_STEP = "workflow_state__current_task_state__task__name"


def page(*, now: datetime) -> bytes:
    """Return all in Prometheus's text format (0.0.4); where the database is away, what was counted alone."""
    registry = CollectorRegistry()
    if settings.PROMETHEUS_MULTIPROC_DIR:
        MultiProcessCollector(registry, settings.PROMETHEUS_MULTIPROC_DIR)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    else:
        registry.register(ANSWERS)
        registry.register(PUBLICATIONS)
    registry.register(_Now(now))
    return generate_latest(registry)


class _Now(Collector):
    """What the database says at the moment; the first question that it leaves open ends the round."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Ask, and say last whether all was answered."""
        questions: list[Callable[[datetime], Iterable[Metric]]] = [
            _worker,
            _waiting,
            _failed,
            _reviews,
            _documents,
        ]
        answers = True
        for question in questions:
            try:
                with bounded():
                    found = list(question(self._now))
            except (DatabaseError, InterfaceError):
                answers = False
                break
            yield from found
        yield _gauge(
            "galley_database_up", "Whether the database answered all that was asked for this page.", answers
        )


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=float(value))


def _by(label: str, name: str, about: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values:
        family.add_metric([key], float(value))
    return family


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0) if since else 0


def _worker(now: datetime) -> Iterator[Metric]:
    if last := Heartbeat.objects.filter(pk=1).first():
        yield _gauge(
            "galley_worker_last_tick_seconds", "Since the last tick of any worker.", _age(last.at, now)
        )
    yield _gauge(
        "galley_sending_held", "Whether events and tasks are held after a restore.", bool(pause.current())
    )


def _waiting(now: datetime) -> Iterator[Metric]:
    queues: dict[str, tuple[QuerySet[Any], str]] = {
        "documents": (Rebuild.objects.all(), "requested_at"),
        "events": (_events(), "at"),
        "purges": (WaitingPurge.objects.all(), "asked_at"),
        "schedules": (Revision.page_revisions.filter(approved_go_live_at__lte=now), "approved_go_live_at"),
        "tasks": (queue.waiting().order_by(), "enqueued_at"),
    }
    found = {name: rows.aggregate(n=Count("pk"), since=Min(at)) for name, (rows, at) in queues.items()}
    counts = [(name, row["n"]) for name, row in found.items()]
    ages = [(name, _age(row["since"], now)) for name, row in found.items()]
    yield _by("queue", "galley_waiting", "What waits for the worker.", counts)
    yield _by("queue", "galley_waiting_oldest_seconds", "How long the oldest of it has waited.", ages)


def _events() -> QuerySet[Event]:
    """Return what no receiver, or not every receiver, has been told yet."""
    first = Endpoint.objects.filter(is_enabled=True).aggregate(first=Min("position"))["first"]
    untold = Q(number=None)
    return Event.objects.filter(untold if first is None else untold | Q(number__gt=first))


def _failed(_now: datetime) -> Iterator[Metric]:
    deliveries = Delivery.objects.aggregate(all=Count("pk"), parked=Count("parked_at"))
    failing = Endpoint.objects.filter(Q(failing_since__isnull=False) | ~Q(stopped_because="")).count()
    given_up = [("deliveries", deliveries["parked"]), ("tasks", queue.given_up().count())]
    retried = deliveries["all"] - deliveries["parked"]
    yield _by("kind", "galley_given_up", "What failed to the end, and waits for somebody.", given_up)
    yield _gauge("galley_deliveries_retried", "Events that failed, and are sent again.", retried)
    yield _gauge("galley_endpoints_failing", "Receivers that do not answer, or were stopped.", failing)
    yield _gauge(
        "galley_schedules_late", "Stories that could not go live at their hour.", len(scheduler.late())
    )


def _reviews(now: datetime) -> Iterator[Metric]:
    rows = reviews.waiting().order_by().values_list(_STEP).annotate(n=Count("pk"), since=Min("step_since"))
    found = dict.fromkeys(reviews.steps().values_list("name", flat=True), (0, None))
    found |= {step: (count, since) for step, count, since in rows}
    counts = [(step, count) for step, (count, _since) in found.items()]
    ages = [(step, _age(since, now)) for step, (_count, since) in found.items()]
    yield _by("step", "galley_reviews_waiting", "Stories that wait for a decision.", counts)
    yield _by("step", "galley_reviews_oldest_seconds", "How long the oldest of them has waited.", ages)


def _documents(_now: datetime) -> Iterator[Metric]:
    about = f"Documents made for another version or address; {MANY:,} may be more."
    yield _gauge("galley_documents_stale", about, rebuild.stale()[:MANY].count())
