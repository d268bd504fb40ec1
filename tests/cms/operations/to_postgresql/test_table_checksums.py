"""What a table holds is the same on both engines, whatever form the engine gives it, and nothing else is."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from cms.operations.to_postgresql.table_checksums import _same_json, content_of, rows_of
from news.models import Topic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1, "b": [2]}', '{"b":[2],"a":1}'),
        ("1.0", "1"),
        ("1e2", "100"),
        ('"\\u00e4"', '"ä"'),
        ('{"a": 1, "a": 2}', '{"a": 2}'),
    ],
)
def test_json_that_means_the_same_counts_as_the_same(one: str, other: str) -> None:
    assert _same_json(one) == _same_json(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1", '"1"'), ("1", "true"), ("[1, 2]", "[2, 1]"), ("0.1", "0.10000000001")]
)
def test_json_that_means_something_else_does_not(one: str, other: str) -> None:
    assert _same_json(one) != _same_json(other)


def test_a_table_is_its_rows_whatever_their_order(db: None) -> None:
    Topic.objects.bulk_create(Topic(name=name, slug=name) for name in "abc")
    before = content_of(connection, Topic)
    rows = list(rows_of(connection, Topic))
    shuffled = content_of(connection, Topic)
    shuffled.rows, shuffled.sum = 0, 0
    for row in reversed(rows):
        shuffled.add(row)

    assert shuffled == before
    Topic.objects.filter(name="b").update(name="B")
    assert content_of(connection, Topic) != before
    Topic.objects.filter(name="B").delete()
    assert content_of(connection, Topic).rows == before.rows - 1


def test_values_are_pythons_and_json_stays_its_text(db: None) -> None:
    user = get_user_model().objects.create_user("somebody")

    content = content_of(connection, get_user_model())
    row = dict(
        zip(
            (field.column for field in content.fields),
            list(rows_of(connection, get_user_model()))[-1],
            strict=True,
        )
    )

    assert (row["id"], row["is_active"], row["date_joined"]) == (user.pk, True, user.date_joined)
    assert json.dumps(row["last_login"]) == "null"
