"""Two people, or two schedulers, at the same moment: threads that wait for each other before they act."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from cms.core.refusals import Refusal
from tests.databases import connect

Act = Callable[[], Any]
WAIT_S = 20


def at_once(*acts: Act) -> list[Any]:
    """Run each act in a thread, all from the same moment; return what each returned or raised, in order."""
    barrier = Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)
    name = connections["default"].settings_dict["NAME"]

    def run(place: int, act: Act) -> None:
        connections["default"] = connect(name)
        connections["default"].ensure_connection()
        try:
            barrier.wait(WAIT_S)
            outcomes[place] = act()
        except Exception as error:  # noqa: BLE001  # the edge of a thread: the test looks at it
            outcomes[place] = error
        finally:
            connections["default"].close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
        assert not thread.is_alive()
    return outcomes


def refusals(outcomes: list[Any]) -> list[int]:
    """Return the statuses of what was refused; raise whatever went wrong otherwise."""
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, Refusal):
            raise outcome
    return [outcome.status for outcome in outcomes if isinstance(outcome, Refusal)]
