"""The present, and moments that stand for it."""

from datetime import UTC, datetime

import pytest
import time_machine

from cms.core import clock

THEN = datetime(2023, 1, 2, tzinfo=UTC)
PRESENT = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)


@time_machine.travel(PRESENT, tick=False)
def test_now_is_the_present() -> None:
    assert clock.now() == PRESENT
    assert not clock.is_shifted()


def test_at_shifts_and_gives_back() -> None:
    with clock.at(THEN):
        with clock.at(PRESENT):
            assert clock.now() == PRESENT
        assert clock.now() == THEN
        assert clock.is_shifted()

    assert not clock.is_shifted()


def test_the_present_comes_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), clock.at(THEN):
        raise ZeroDivisionError

    assert not clock.is_shifted()
