"""Lists of documents: which conditions there are, in which orders, as statements made once for each shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import BinaryField, CharField, F, Field, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .models import IndexRow, PublishedDocument
from .statements import Row, Slot, Statement, numbered, slots
from .visibility import PublishedDocumentQuerySet

ORDERS = {
    "first_published_at": "first_published_at",
    "last_published_at": "last_published_at",
    "title": "title",
    "slug": "slug",
    "id": "page_id",
}
NEWEST_FIRST = "-first_published_at"
_SHAPES = 512  # statements kept; there are more shapes, since each number of values is one of its own

MATCH = "match"  # the column of the item that carries the topic asked for

Narrow = Callable[[PublishedDocumentQuerySet, list[Slot]], PublishedDocumentQuerySet]


def _indexed(kind: str) -> Narrow:
    return lambda found, keys: found.indexed(kind, keys)


# What a condition of each name keeps, of which type its values are.
_CONDITIONS: dict[str, tuple[Field, Narrow]] = {
    "type": (CharField(), lambda found, values: found.filter(type__in=values)),
    "topic": (CharField(), _indexed("topic")),
    "slug": (CharField(), lambda found, values: found.filter(slug__in=values)),
}


@dataclass(frozen=True)
class Condition:
    """Keep documents that fit one of the values."""

    name: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Listing:
    """A question for documents: its conditions, all of which must hold, and its order (`-` descends)."""

    conditions: Sequence[Condition]
    order: str = NEWEST_FIRST

    def rows(self, *columns: str, limit: int, offset: int) -> list[Row]:
        """Give columns of the documents that readers may see."""
        return self._statement(columns).rows(self._values(), limit=limit, offset=offset)

    def count(self) -> int:
        """Give how many documents there are."""
        return self._statement(("page_id",)).count(self._values())

    def _statement(self, columns: tuple[str, ...]) -> Statement:
        return _statement(tuple((c.name, len(c.values)) for c in self.conditions), self.order, columns)

    def _values(self) -> dict[str, Any]:
        return {name: v for c in self.conditions for name, v in numbered(c.name, c.values).items()}


@lru_cache(_SHAPES)
def _statement(shape: tuple[tuple[str, int], ...], order: str, columns: tuple[str, ...]) -> Statement:
    def build() -> QuerySet:
        found: PublishedDocumentQuerySet = PublishedDocument.objects.visible().with_sequence()
        for name, count in shape:
            field, narrow = _CONDITIONS[name]
            found = narrow(found, slots(name, count, field))
        if MATCH in columns:
            found = found.annotate(**{MATCH: _matched_item(dict(shape)["topic"])})
        return _ordered(found, order).values_list(*columns)

    return Statement(build)


def _matched_item(count: int) -> Coalesce:
    """Give the first item that carries a topic; of several topics the first counts that an item carries."""
    rows = IndexRow.objects.filter(document=OuterRef("pk"), kind="topic").exclude(item_id="")
    of_each = [
        Subquery(rows.filter(key=key).values("payload")[:1]) for key in slots("topic", count, CharField())
    ]
    return Coalesce(*of_each, Value(None, output_field=BinaryField()), output_field=BinaryField())


def _ordered(found: PublishedDocumentQuerySet, order: str) -> PublishedDocumentQuerySet:
    field = F(ORDERS[order.removeprefix("-")])
    # The id decides ties, so that pages of a list neither repeat nor skip a story.
    return found.order_by(field.desc() if order.startswith("-") else field.asc(), F("page_id").desc())
