"""Limits: so many tries in so long, for all processes together, and nobody is named."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.accounts import throttles
from cms.accounts.models import Tally
from cms.accounts.throttles import Limit, Try, account, in_minutes, take
from cms.operations.worker import TIDYING
from tests.cms.moderation.review.races import at_once
from tests.databases import database_of_its_own

NOW = datetime(2026, 1, 10, 8, tzinfo=UTC)
LIMIT = Limit("guess", 3, timedelta(minutes=5))
WIDE = Limit("guess from", 100, timedelta(minutes=5))
ONE = Try(LIMIT, "192.0.2.1\nwriter")


def later(**time: float) -> datetime:
    return NOW + timedelta(**time)


def exhausted(wanted: Try = ONE, now: datetime = NOW) -> None:
    while not wanted.take(now=now):
        pass


@pytest.mark.django_db
def test_a_limit_holds_until_its_time_is_over() -> None:
    answers = [ONE.take(now=later(seconds=second)) for second in range(4)]

    assert answers == [0, 0, 0, 297]
    assert ONE.take(now=later(minutes=4, seconds=59, milliseconds=500)) == 1
    assert ONE.take(now=later(minutes=5)) == 0
    assert Tally.objects.get().count == 1


@pytest.mark.django_db
def test_tries_while_it_holds_make_it_no_longer_and_write_nothing() -> None:
    exhausted()

    with CaptureQueriesContext(connection) as asked:
        assert ONE.take(now=later(minutes=4)) == 60

    assert [query["sql"][:6] for query in asked] == ["SELECT"]


@pytest.mark.django_db
def test_limits_of_others_and_of_other_things_are_apart() -> None:
    exhausted()

    assert Try(LIMIT, "192.0.2.2\nwriter").take(now=NOW) == 0
    assert Try(Limit("another", 3, LIMIT.period), ONE.who).take(now=NOW) == 0


@pytest.mark.django_db
def test_what_is_refused_by_one_limit_counts_for_none() -> None:
    wide = Try(WIDE, "192.0.2.1")
    exhausted()

    assert take(wide, ONE, now=NOW) == 300
    assert wide.rows().get().count == 0


@pytest.mark.django_db
def test_a_try_may_be_given_back_and_forgiven() -> None:
    ONE.take(now=NOW)
    ONE.give_back()
    ONE.give_back()
    assert ONE.rows().get().count == 0

    exhausted()
    ONE.forgive()
    assert ONE.take(now=NOW) == 0


@pytest.mark.django_db
def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    exhausted(now=later(days=1))

    assert ONE.take(now=NOW) == 0


@pytest.mark.django_db
def test_rows_name_nobody_and_are_forgotten() -> None:
    ONE.take(now=NOW)
    assert "writer" not in str(Tally.objects.values())

    throttles.forget(now=later(minutes=4))
    assert Tally.objects.count() == 1
    TIDYING["throttles"](now=later(minutes=5))
    assert Tally.objects.count() == 0


@pytest.mark.parametrize("name", ["Writer", " writer ", "ＷＲＩＴＥＲ", "writer"])
def test_an_account_is_the_same_however_it_is_written(name: str) -> None:
    assert account(name) == "writer"


@pytest.mark.parametrize(
    ("wait_s", "said"), [(1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")]
)
def test_minutes_to_wait_are_rounded_up(wait_s: int, said: str) -> None:
    assert in_minutes(wait_s) == said


@pytest.fixture
def _of_its_own(db: None, tmp_path: Path) -> Iterator[None]:
    with database_of_its_own(tmp_path):
        yield


@pytest.mark.usefixtures("_of_its_own")
def test_of_many_at_once_no_more_than_the_limit_may_try() -> None:
    answers = at_once(*[lambda: ONE.take(now=NOW)] * 12)

    assert sorted(answers) == [0] * LIMIT.most + [300] * 9
    assert ONE.rows().get().count == LIMIT.most
