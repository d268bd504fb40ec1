"""Waiting times in words."""

from datetime import timedelta

import pytest

from cms.moderation.rules.waiting import Waiting, duration


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(0), "0 min"),
        (timedelta(minutes=-3), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=4, hours=2, minutes=9), "4 d 2 h"),
        (timedelta(days=4, minutes=9), "4 d"),
    ],
)
def test_duration_takes_two_units_at_most(span: timedelta, said: str) -> None:
    assert duration(span) == said


@pytest.mark.parametrize(
    ("minutes", "level"), [(0, "on-time"), (89, "on-time"), (90, "soon"), (120, "soon"), (121, "overdue")]
)
def test_level_against_a_target_of_two_hours(minutes: int, level: str) -> None:
    assert Waiting(timedelta(minutes=minutes), timedelta(hours=2)).level == level
