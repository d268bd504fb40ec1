"""One transaction, and one second try when something outside the database was not ready."""

from contextlib import suppress

import pytest
from django.db import connection

from cms.delivery.models import Sequence
from cms.delivery.registry import NotReady
from cms.publishing.transactions import in_one_transaction


class Missing(NotReady):
    """Something that can be made."""

    def __init__(self) -> None:
        super().__init__()
        self.prepared = 0
        self.depth = -1

    def prepare(self) -> None:
        """Count, and see inside how many transactions this happens."""
        self.prepared += 1
        self.depth = len(connection.savepoint_ids)


@pytest.fixture(autouse=True)
def _no_rows(db: None) -> None:
    """Start without a row of the table that these tests write to."""
    Sequence.objects.all().delete()


def write_and_raise(error: Exception) -> None:
    Sequence.objects.create(value=7)
    raise error


def test_what_was_returned_is_given(db: None) -> None:
    assert in_one_transaction(lambda: 42) == 42


def test_a_failure_leaves_nothing_and_is_not_repeated(db: None) -> None:
    with pytest.raises(ZeroDivisionError):
        in_one_transaction(lambda: write_and_raise(ZeroDivisionError()))

    assert Sequence.objects.count() == 0


def test_the_second_try_comes_after_preparation_and_keeps_nothing_of_the_first(db: None) -> None:
    missing = Missing()

    def work() -> int:
        if not missing.prepared:
            write_and_raise(missing)
        return Sequence.objects.count()

    assert in_one_transaction(work) == 0
    assert missing.prepared == 1


def test_there_is_no_third_try(db: None) -> None:
    missing = Missing()

    with pytest.raises(Missing):
        in_one_transaction(lambda: write_and_raise(missing))

    assert missing.prepared == 1
    assert Sequence.objects.count() == 0


def test_a_part_of_a_transaction_leaves_the_second_try_to_the_whole(db: None) -> None:
    missing, depths = Missing(), []

    def part() -> None:
        depths.append(len(connection.savepoint_ids))
        if not missing.prepared:
            write_and_raise(missing)

    def whole() -> int:
        Sequence.objects.create(value=8)
        in_one_transaction(part)
        return Sequence.objects.count()

    assert in_one_transaction(whole) == 1
    assert missing.prepared == 1
    assert missing.depth == depths[0] - 2


def test_what_a_part_refused_is_gone_where_the_whole_goes_on(db: None) -> None:
    def whole() -> int:
        with suppress(ZeroDivisionError):
            in_one_transaction(lambda: write_and_raise(ZeroDivisionError()))
        return Sequence.objects.count()

    assert in_one_transaction(whole) == 0
