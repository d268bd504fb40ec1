"""Index rows: written with their document, and a change of them alone is a change."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cms.delivery import registry, store
from cms.delivery.models import Change, IndexRow
from cms.delivery.registry import IndexEntry, Projected
from tests.newsroom import Newsroom

NOW = datetime(2023, 3, 20, 12, tzinfo=UTC)
ENTRY = IndexEntry(kind="series", key="drought", sort="2022", item_id="a", payload={"b": "0.1", "a": None})


class WithIndex:
    """The projection of a page with other index entries."""

    def __init__(self, projection: Any, *index: IndexEntry) -> None:
        self.projection = projection
        self.body_schema, self.card_schema = projection.body_schema, projection.card_schema
        self.index = index

    def project(self, page: Any) -> Projected:
        return replace(self.projection.project(page), index=self.index)


@pytest.fixture
def indexed_as(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let pages of a type be indexed under the given entries."""

    def choose(page_type: Any, *index: IndexEntry) -> None:
        projection = WithIndex(registry.projection_of(page_type), *index)
        monkeypatch.setitem(registry._projections, page_type, projection)

    return choose


def rows() -> list[tuple[Any, ...]]:
    stored = (
        IndexRow.objects.exclude(kind="joined")
        .exclude(kind__startswith="_")
        .order_by("kind", "key", "item_id")
        .values_list(*store._INDEX_FIELDS)
    )
    return [(*values, bytes(payload)) for *values, payload in stored]


def test_entries_are_stored_with_canonical_payloads(newsroom: Newsroom, indexed_as: Any) -> None:
    indexed_as(type(newsroom.news), ENTRY, IndexEntry(kind="topic", key="somalia"))

    store.put(newsroom.news, now=NOW)

    assert rows() == [
        ("series", "drought", "2022", "a", b'{"a":null,"b":"0.1"}'),
        ("topic", "somalia", "", "", b""),
    ]


def test_change_of_entries_alone_is_a_change(newsroom: Newsroom, indexed_as: Any) -> None:
    indexed_as(type(newsroom.news), ENTRY)

    first, again = store.put(newsroom.news, now=NOW), store.put(newsroom.news, now=NOW)
    indexed_as(type(newsroom.news))
    emptied = store.put(newsroom.news, now=NOW)

    assert again is None
    assert [w and w.change and w.change.kind for w in (first, emptied)] == [
        Change.Kind.UPDATED,
        Change.Kind.UPDATED,
    ]
    assert rows() == []


def test_rows_go_with_their_document(newsroom: Newsroom, indexed_as: Any) -> None:
    indexed_as(type(newsroom.news), ENTRY)
    store.put(newsroom.news, now=NOW)

    store.withdraw(newsroom.news.pk, Change.Kind.UNPUBLISHED, now=NOW)

    assert rows() == []
