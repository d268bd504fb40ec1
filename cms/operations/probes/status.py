"""What waits, and what is wrong: in numbers, without a title or an address of anything unpublished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.operations import queue
from cms.operations.models import Heartbeat
from cms.publishing import scheduler
from cms.publishing.freshness import rebuild
from cms.publishing.models import Rebuild, WaitingPurge
from cms.publishing.purging import queue as purge_queue
from cms.webhooks import outbox, pause
from cms.webhooks.models import Delivery, Endpoint, Event

QUIET = timedelta(seconds=60)


@dataclass(frozen=True)
class Line:
    """One thing to know; `is_wrong` where it needs attention."""

    about: str
    text: str
    is_wrong: bool = False


def beat(*, now: datetime) -> None:
    """Note that the worker works."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": now})


def lines(*, now: datetime) -> Iterator[Line]:
    """Return all there is to know."""
    yield _worker(now)
    yield _documents()
    yield _schedules(now)
    yield _log()
    yield _tasks()
    yield _purges(now)
    yield from _held()
    yield from map(_endpoint, Endpoint.objects.order_by("name", "pk"))


def _worker(now: datetime) -> Line:
    last = Heartbeat.objects.filter(pk=1).first()
    if last is None:
        return Line(_("worker"), _("never ran"), is_wrong=True)
    since = now - last.at
    text = _("last tick {seconds} s ago").format(seconds=max(int(since.total_seconds()), 0))
    return Line(_("worker"), text, is_wrong=since > QUIET)


def _documents() -> Line:
    asked_at = Rebuild.objects.order_by("requested_at").values_list("requested_at", flat=True)
    stale = rebuild.stale().count()
    waiting = _waiting(asked_at.count(), asked_at.first())
    text = _("{waiting}; {stale} stale").format(waiting=waiting, stale=stale)
    return Line(_("documents"), text, stale > 0)


def _schedules(now: datetime) -> Line:
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).count()
    late = scheduler.late()
    pages = ", ".join(str(row.page_id) for row in late[:20])
    text = _("{due} due, {late} late (pages {pages})") if pages else _("{due} due, {late} late")
    return Line(_("schedules"), text.format(due=due, late=len(late), pages=pages), bool(late))


def _log() -> Line:
    new = Event.objects.filter(number=None).count()
    given_up = Delivery.objects.filter(parked_at__isnull=False).count()
    text = _("{count} in the log, {new} new; {given_up} deliveries given up")
    return Line(_("events"), text.format(count=outbox.end(), new=new, given_up=given_up), given_up > 0)


def _tasks() -> Line:
    given_up = queue.given_up().count()
    waiting = _waiting(queue.waiting().count(), queue.oldest())
    text = _("{waiting}; {given_up} given up").format(waiting=waiting, given_up=given_up)
    return Line(_("tasks"), text, given_up > 0)


def _purges(now: datetime) -> Line:
    oldest = purge_queue.oldest()
    is_late = oldest is not None and now - oldest > QUIET
    return Line(_("purges"), _waiting(WaitingPurge.objects.count(), oldest), is_late)


def _waiting(count: int, oldest: datetime | None) -> str:
    text = (
        _("{count} waiting, the oldest since {oldest:%Y-%m-%d %H:%M} UTC") if oldest else _("{count} waiting")
    )
    return text.format(count=count, oldest=oldest)


def _held() -> Iterator[Line]:
    if held := pause.current():
        text = _("on hold since {since:%Y-%m-%d %H:%M} UTC: {reason}; run resume_events to go on")
        text = text.format(since=held.since, reason=held.reason)
        yield Line(_("sending"), text, is_wrong=True)


def _endpoint(endpoint: Endpoint) -> Line:
    behind = max(outbox.end() - endpoint.position, 0)
    waiting = endpoint.deliveries.filter(parked_at=None).count()
    state = _("{behind} events to send, {waiting} to send again").format(behind=behind, waiting=waiting)
    if endpoint.failing_since:
        state += _(", failing since {since:%Y-%m-%d %H:%M} UTC").format(since=endpoint.failing_since)
    if not endpoint.is_enabled:
        state += _(", not enabled. {reason}").format(reason=endpoint.stopped_because).rstrip()
    is_wrong = bool(endpoint.failing_since or endpoint.stopped_because)
    return Line(_("endpoint {name}").format(name=endpoint.name), state, is_wrong)
