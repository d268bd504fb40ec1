"""How long endpoints rest, and how long events wait beside the stream."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.webhooks import backoff

NOW = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "seconds"), [(1, 5), (2, 10), (7, 320), (8, 600), (1000, 600)])
def test_an_endpoint_rests_for_ten_minutes_at_most(failures: int, seconds: int) -> None:
    assert backoff.pause(failures, chance=1) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 20), (3, 80), (7, 20_480), (8, 21_600)])
def test_an_event_waits_for_six_hours_at_most(attempts: int, seconds: int) -> None:
    assert backoff.wait(attempts, chance=1) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("99999999999", 86_400),
        ("Wed, 06 May 2026 07:08:29 GMT", 20),
        ("Wed, 06 May 2026 07:08:08 GMT", 0),
        ("Wed, 06 May 2065 07:08:09 GMT", 86_400),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("٣", 0),
    ],
)
def test_an_endpoint_is_left_alone_for_as_long_as_it_asks_up_to_a_day(asked: str, seconds: int) -> None:
    assert backoff.asked_for(asked, now=NOW) == timedelta(seconds=seconds)
