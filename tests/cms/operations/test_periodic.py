"""Turns: what is done now and then is done once, however many workers ask."""

from datetime import timedelta

import pytest

from cms.core import clock
from cms.operations import periodic

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_one_of_many_takes_a_turn_and_the_next_comes_when_it_is_time() -> None:
    now = clock.now()

    assert [periodic.take("tidying", every=MINUTE, now=now) for _ in range(3)] == [True, False, False]
    assert not periodic.take("tidying", every=MINUTE, now=now + MINUTE - timedelta(seconds=1))
    assert [periodic.take("tidying", every=MINUTE, now=now + MINUTE) for _ in range(2)] == [True, False]
    assert periodic.take("other", every=MINUTE, now=now)


def test_a_clock_set_back_stops_nothing() -> None:
    now = clock.now()
    periodic.take("tidying", every=MINUTE, now=now)

    assert periodic.take("tidying", every=MINUTE, now=now - timedelta(hours=1))
