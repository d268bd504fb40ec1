"""After any history of editorial events, once the worker is idle, what is stored is what is true."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from wagtail.signal_handlers import disable_reference_index_auto_update

from .desk import Desk
from .events import Machine
from .machine import Stale
from .switches import RULES, switched_off

STEPS = 20
FEW_HISTORIES = 3
UNTIL_SEEN = 300
RUNS = 4


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """Return the newsroom that every history starts from; nothing here asks Wagtail's reference index."""
    with disable_reference_index_auto_update():
        Machine.desk = Desk()
        Machine.histories = 0
        Machine.steps.clear()
        yield Machine.desk


def run(histories: int, *, number: int) -> None:
    """Let that many histories happen; the same number gives the same ones."""
    rules = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(Machine), settings=rules, _min_steps=STEPS)
    finally:
        events = dict(Machine.steps.most_common())
        print(f"seed {number}: {Machine.histories} histories of {STEPS} steps; {events}")  # noqa: T201  # for pytest -s


def test_stored_is_fresh_after_some_histories(desk: Desk) -> None:
    run(FEW_HISTORIES, number=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(RUNS))
def test_stored_is_fresh_after_many_histories(desk: Desk, pytestconfig: pytest.Config, part: int) -> None:
    histories = pytestconfig.getoption("histories") // RUNS

    run(histories, number=random.getrandbits(32) if pytestconfig.getoption("explore") else part)

    assert Machine.histories >= histories


@pytest.mark.proof
@pytest.mark.parametrize("rule", RULES)
def test_it_is_seen_when_a_rule_of_freshness_is_switched_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(Machine, "only", RULES[rule].only)

    with switched_off(rule), pytest.raises(Stale, match=RULES[rule].seen_as) as seen:
        run(UNTIL_SEEN, number=random.getrandbits(32))

    print(f"{rule}: after {Machine.histories} histories: {seen.value}")  # noqa: T201  # for pytest -s
