"""Waits grow to their ceiling, and none outlasts a clock that was set back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cms.core import waits
from cms.operations.models import Turn

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def test_a_wait_is_doubled_up_to_its_ceiling() -> None:
    found = [waits.backoff(n, first=MINUTE, longest=HOUR) for n in (1, 2, 3, 6, 7, 1000)]

    assert found == [MINUTE, 2 * MINUTE, 4 * MINUTE, 32 * MINUTE, HOUR, HOUR]
    assert waits.backoff(3, first=SECOND, longest=HOUR, factor=4) == 16 * SECOND


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "over", "lasted"),
    [
        (NOW - HOUR, True, True),
        (NOW - SECOND, True, False),
        (NOW, True, False),
        (NOW + SECOND, False, False),
        (NOW + HOUR, False, False),
        (NOW + HOUR + SECOND, True, True),
    ],
)
def test_a_wait_that_ends_too_far_ahead_is_over(at: Any, *, over: bool, lasted: bool) -> None:
    Turn.objects.create(name="a", at=at)

    assert Turn.objects.filter(waits.is_over("at", now=NOW, longest=HOUR)).exists() is over
    assert Turn.objects.filter(waits.is_running("at", now=NOW, longest=HOUR)).exists() is not over
    assert Turn.objects.filter(waits.has_lasted("at", HOUR, now=NOW)).exists() is lasted
