"""The machine: any history of editorial events, after which stored documents must equal fresh ones."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ClassVar

import time_machine
from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cms.core import clock
from cms.publishing import scheduler
from cms.publishing.freshness import rebuild, scopes

from . import oracle
from .desk import Act, Desk, committed

START = datetime(2026, 3, 28, 12, tzinfo=UTC)
PICK = st.integers(0, 11)
WORD = st.sampled_from(["alpha", "beta", "gamma"])


def event(**draws: Any) -> Any:
    """Make a method an event of the machine: a minute later, in a transaction of its own."""

    def decorate(act: Act) -> Any:
        @precondition(lambda machine: not machine.only or act.__name__ in machine.only)
        @rule(**draws)
        @wraps(act)
        def run(self: Any, **drawn: Any) -> None:
            self.steps[act.__name__] += 1
            self.time.shift(timedelta(minutes=1))
            with committed():
                act(self, **drawn)

        return run

    return decorate


def event_for_all(**draws: Any) -> Any:
    """Make a method an event after which all documents are rebuilt: it mends what others have missed.

    So it does not take place in quiet histories.
    """
    return lambda act: precondition(lambda machine: machine.only or not machine.is_quiet)(event(**draws)(act))


class Stale(AssertionError):  # noqa: N818
    """What is stored is not what is true; says where."""

    def __init__(self, found: list[oracle.Difference]) -> None:
        lines = (
            f"{page}, {name}: stored {seen!r:.300}, true {true!r:.300}" for page, name, seen, true in found
        )
        super().__init__("\n".join(lines))


class NewsroomMachine(RuleBasedStateMachine):
    """What every history begins and ends with; the events are in `events`."""

    desk: ClassVar[Desk]
    histories: ClassVar[int] = 0
    steps: ClassVar[Counter[str]] = Counter()
    only: ClassVar[frozenset[str]] = frozenset()  # the events that take place; all where it is empty

    def __init__(self) -> None:
        super().__init__()
        type(self).histories += 1
        cache.clear()
        self.desk.put_the_file_back()
        self.few = scopes.FEW
        self.is_quiet = False
        self._travel = time_machine.travel(START, tick=False)
        self.time = self._travel.start()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    @initialize(few=st.sampled_from([0, 2, 20]), is_quiet=st.booleans())
    def decide_what_many_are(self, few: int, is_quiet: bool) -> None:  # noqa: FBT001
        """Let even a few documents be many, so that the worker has something to do."""
        scopes.FEW, self.is_quiet = few, is_quiet

    @rule()
    def let_the_worker_take_a_step(self) -> None:
        """Walk one small batch; events come before and after it."""
        rebuild.walk(now=clock.now(), batch=2)

    @rule(hours=st.sampled_from([1, 5, 30]))
    def let_time_pass(self, hours: int) -> None:
        """Let what is due go live and expire."""
        self.time.shift(timedelta(hours=hours))
        with committed():
            report = scheduler.publish_due(now=clock.now())
        late = {row.page_id: row.reason for row in scheduler.late()}
        assert report.failed == [], f"What was approved for its hour did not go live: {late}"

    @invariant()
    def readers_see_and_count_what_is_public_and_nothing_else(self) -> None:
        """Hold visibility and numbers at every step: they wait for no worker."""
        if found := oracle.faults_at_every_step():
            raise Stale(found)

    def teardown(self) -> None:
        """Let the worker finish, and compare."""
        try:
            while rebuild.walk(now=clock.now()):
                pass
            former = oracle.former_faults(self.desk.first_site)
            if found := [*oracle.differences(), *oracle.feed_faults(), *former]:
                raise Stale(found)
        finally:
            scopes.FEW = self.few
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)
            self._travel.stop()
