"""Sends what endpoints wait for. Any number may run: an endpoint is claimed, for a time, by one.

What dies between sending and noting is sent again: at least once, with the same id.
"""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import random
from threading import Event as Flag
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Q

from cms.core import clock
from cms.core.loops import guarded
from cms.core.waits import is_over

from . import backoff, outbox, pause, signing, stream
from .models import Attempt, Delivery, Endpoint, Event
from .transport import GOOD, Outcome, send

T = TypeVar("T")
logger = logging.getLogger(__name__)

INTERVAL_S = 0.5
LEASE = timedelta(seconds=60)  # longer than a turn and one request more
ATTEMPTS_KEPT = timedelta(days=14)
OUTAGE = timedelta(minutes=1)
TURN_S = 5.0
NOTE_EVERY = 20  # events whose sending is noted together; as many are sent again after a crash
MANY = 16  # endpoints at once
GONE = 410
WAITS = frozenset({429, 503})


@dataclass
class Turn:
    """What one dispatcher does for one endpoint: sends for some seconds, and notes what came of it."""

    endpoint: Endpoint
    stop: Flag
    attempts: list[Attempt] = field(default_factory=list, init=False)
    position: int = field(default=0, init=False)

    def run(self) -> bool:
        """Send until nothing is left, something fails or the time is up; return whether there may be more."""
        self.position = self.endpoint.position
        ends = monotonic() + TURN_S
        try:
            for delivery in stream.due_deliveries(self.endpoint, now=clock.now())[:NOTE_EVERY]:
                if self._is_over(ends) or not self._again(delivery):
                    return self._is_over(ends)
            for event in stream.ahead(self.endpoint, until=outbox.end()):
                if self._is_over(ends):
                    return True
                if stream.is_wanted(event, self.endpoint) and not self._first(event):
                    return False
                self.position = event.number or self.position
                if len(self.attempts) >= NOTE_EVERY:
                    self._note()
            return False
        finally:
            self._note()

    def _is_over(self, ends: float) -> bool:
        return self.stop.is_set() or monotonic() >= ends

    def _first(self, event: Event) -> bool:
        """Send an event of the stream; where it fails it goes beside it, and the endpoint rests."""
        outcome = self._send(event)
        if outcome.is_good:
            return True
        now = clock.now()
        Delivery.objects.get_or_create(
            endpoint=self.endpoint,
            event=event,
            defaults={"attempts": 1, "since": now, "next_at": now + backoff.wait(1, chance=random())},  # noqa: S311
        )
        self.position = event.number or self.position
        self._fail(outcome)
        return False

    def _again(self, delivery: Delivery) -> bool:
        outcome = self._send(delivery.event)
        if outcome.is_good:
            delivery.delete()
            return True
        now = clock.now()
        delivery.attempts += 1
        delivery.next_at = now + backoff.wait(delivery.attempts, chance=random())  # noqa: S311
        if now - delivery.since >= backoff.GIVE_UP:
            delivery.parked_at = now
            logger.warning(
                "webhook_parked", extra={"endpoint": self.endpoint.pk, "event": delivery.event.uid}
            )
        delivery.save(update_fields=["attempts", "next_at", "parked_at"])
        self._fail(outcome)
        return False

    def _send(self, event: Event) -> Outcome:
        now = clock.now()
        headers = signing.headers(event, self.endpoint, now=now)
        outcome = send(self.endpoint.url, bytes(event.body), headers)
        self.attempts.append(
            Attempt(
                endpoint=self.endpoint,
                event=event,
                at=now,
                status=outcome.status,
                error=outcome.error,
                duration_ms=outcome.duration_ms,
            )
        )
        return outcome

    def _fail(self, outcome: Outcome) -> None:
        now, endpoint = clock.now(), self.endpoint
        endpoint.failures += 1
        rest = backoff.pause(endpoint.failures, chance=random())  # noqa: S311
        if outcome.status in WAITS:
            rest = max(rest, backoff.asked_for(outcome.retry_after, now=now))
        values = {
            "failures": endpoint.failures,
            "wait_until": now + rest,
            "failing_since": endpoint.failing_since or now,
        }
        if outcome.status == GONE:
            values |= {"is_enabled": False, "stopped_because": "It answered 410 Gone."}
        Endpoint.objects.filter(pk=endpoint.pk).update(**values)

    def _note(self) -> None:
        """Write how far the stream has come, and the attempts, together."""
        values: dict[str, object] = {"claimed_until": clock.now() + LEASE}
        good = [attempt.at for attempt in self.attempts if attempt.status in GOOD]
        if good:
            values |= {"last_success_at": good[-1]}
        if self.attempts and self.attempts[-1].status in GOOD:
            values |= self._back()
        with transaction.atomic():
            Attempt.objects.bulk_create(self.attempts)
            mine = Endpoint.objects.filter(pk=self.endpoint.pk, claim=self.endpoint.claim)
            mine.update(**values)
            # Somebody may have asked for a replay meanwhile: the position is then theirs.
            if mine.filter(position=self.endpoint.position).update(position=self.position):
                self.endpoint.position = self.position
        self.attempts = []

    def _back(self) -> dict[str, object]:
        """Let an endpoint that is back have what it missed; a single event that fails goes on waiting."""
        since, now = self.endpoint.failing_since, clock.now()
        if since and now - since >= OUTAGE:
            Delivery.objects.filter(endpoint=self.endpoint, parked_at=None).update(next_at=now)
        self.endpoint.failures, self.endpoint.failing_since = 0, None
        return {"failures": 0, "wait_until": None, "failing_since": None}


def turn(endpoint_id: int, stop: Flag) -> bool:
    """Claim an endpoint and send to it for some seconds; return whether there may be more at once."""
    endpoint = _claim(endpoint_id)
    if endpoint is None:
        return False
    try:
        return Turn(endpoint, stop).run()
    finally:
        Endpoint.objects.filter(pk=endpoint_id, claim=endpoint.claim).update(claim="", claimed_until=None)


def run_once() -> int:
    """Let every due endpoint have one turn, one after another; return how many may have more at once."""
    stop = Flag()
    return sum(turn(pk, stop) for pk in _due())


def run(stop: Flag) -> None:
    """Return due endpoints their turns until `stop` is set, many at once, so that none waits for another."""
    running: dict[int, Future[bool | None]] = {}
    with ThreadPoolExecutor(MANY, thread_name_prefix="dispatch") as pool:
        while not stop.is_set():
            running = {pk: future for pk, future in running.items() if not future.done()}
            for pk in _guarded(_due) or []:
                if pk not in running:
                    running[pk] = pool.submit(_guarded, partial(turn, pk, stop))
            stop.wait(INTERVAL_S)


def forget(*, now: datetime) -> None:
    """Forget old attempts, and events beyond those that the changes feed keeps."""
    Attempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()
    outbox.forget(kept=settings.GALLEY_CHANGES_KEPT)


def _due() -> list[int]:
    outbox.number_new()
    return list(stream.due_endpoints(now=clock.now()).values_list("pk", flat=True))


def _guarded(work: Callable[[], T]) -> T | None:
    try:
        return guarded(work, logger, failed="dispatch_failed")
    finally:
        connections.close_all()  # of this thread of the pool


def _claim(endpoint_id: int) -> Endpoint | None:
    now, claim = clock.now(), secrets.token_hex(16)
    free = Q(claimed_until=None) | is_over("claimed_until", now=now, longest=LEASE)
    row = Endpoint.objects.filter(free, pause.nothing_holds(), pk=endpoint_id, is_enabled=True)
    if not row.update(claim=claim, claimed_until=now + LEASE):
        return None
    return Endpoint.objects.get(pk=endpoint_id)
