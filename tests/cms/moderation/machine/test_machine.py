"""Any history of a newsroom: what is live was approved at each step, by people with no part in it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from news.models import NewsImage
from tests.newsroom import Newsroom

from . import newsdesk
from .machine import ReviewMachine
from .switched_off import RULES, Rule

SETTINGS = settings(
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    report_multiple_bugs=False,
)


@pytest.fixture(scope="module")
def desk(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Return the people, and two pictures with their crops, from which each history starts."""
    with shared_rows():
        newsdesk.hire(Newsroom())
        for _ in range(2):
            NewsImage.objects.create(title="A picture", file=newsdesk.picture(1)).make_renditions()
        yield


def test_what_was_approved_is_what_is_live(db: None, desk: None) -> None:
    run_state_machine_as_test(
        ReviewMachine, settings=settings(SETTINGS, max_examples=3, stateful_step_count=20)
    )


@pytest.mark.slow
def test_what_was_approved_is_what_is_live_in_any_history(
    db: None, desk: None, pytestconfig: pytest.Config
) -> None:
    is_fixed = not pytestconfig.getoption("explore")
    long = settings(SETTINGS, max_examples=100, stateful_step_count=25, derandomize=is_fixed)
    run_state_machine_as_test(ReviewMachine, settings=long)


@pytest.mark.proof
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.switch_off.__name__)
def test_a_rule_that_is_switched_off_is_missed(
    db: None, desk: None, monkeypatch: pytest.MonkeyPatch, rule: Rule
) -> None:
    rule.switch_off(monkeypatch)

    with pytest.raises(AssertionError, match=rule.seen_as):
        run_state_machine_as_test(
            ReviewMachine, settings=settings(SETTINGS, max_examples=100, stateful_step_count=25)
        )
