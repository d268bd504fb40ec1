"""Turns: what is done now and then is done once, however many workers ask."""

from datetime import timedelta

import pytest

from cms.core import clock
from cms.operations import turns

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_one_of_many_takes_a_turn_and_the_next_comes_when_it_is_time() -> None:
    now = clock.now()

    assert [turns.take("tidying", every=MINUTE, now=now) for _ in range(3)] == [True, False, False]
    assert not turns.take("tidying", every=MINUTE, now=now + MINUTE - timedelta(seconds=1))
    assert [turns.take("tidying", every=MINUTE, now=now + MINUTE) for _ in range(2)] == [True, False]
    assert turns.take("other", every=MINUTE, now=now)


def test_a_clock_set_back_stops_nothing() -> None:
    now = clock.now()
    turns.take("tidying", every=MINUTE, now=now)

    assert turns.take("tidying", every=MINUTE, now=now - timedelta(hours=1))
