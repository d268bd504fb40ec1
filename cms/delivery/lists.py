"""Lists of documents: which conditions there are, in which orders, as statements made once for each shape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, BinaryField, F, Field, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .conditions import BESIDE_SEARCH, CONDITIONS, SEARCH, Condition, key_field
from .models import IndexRow, PublishedDocument
from .statements import Row, Slot, Statement, numbered, slots
from .visibility import PublishedDocumentQuerySet

# Cards are canonical JSON, in whose strings every quotation mark is escaped: these bytes are a key.
_NO_MATCH = b'"matched_item":null'

ORDERS = {
    "first_published_at": "first_published_at",
    "last_published_at": "last_published_at",
    "title": "title",
    "slug": "slug",
    "id": "page_id",
}
NEWEST_FIRST = "-first_published_at"
NEAREST_FIRST = "nearest"  # to the words of a search; in this order there are no places to go on from
UNORDERED = ""
COUNTED = 10_000
_SHAPES = 512  # statements kept; there are more shapes, since each number of values is one of its own

MATCH = "match"  # the column of the item that carries the topic asked for
_PLACE, _PLACE_ID = "place", "place.id"


@dataclass(frozen=True)
class Place:
    """A place in an order: rows after it follow the document `page_id`, whose ordering column has `value`."""

    value: Any
    page_id: int


@dataclass(frozen=True)
class Listing:
    """A question for documents: its conditions, all of which must hold, and its order (`-` descends)."""

    conditions: Sequence[Condition]
    order: str = NEWEST_FIRST
    after: Place | None = None

    def rows(self, *columns: str, limit: int, offset: int = 0) -> list[Row]:
        """Return columns of the documents that readers may see."""
        return self._statement(columns).rows(self._values(), limit=limit, offset=offset)

    def count(self) -> int:
        """Return how many documents there are, `COUNTED` at most: counting costs as much as reading them."""
        statement = _statement(_Shape(self._narrows(), UNORDERED, has_place=False), ("page_id",))
        return statement.count(self._values(), up_to=COUNTED)

    def reversed(self) -> "Listing":
        """Return the same documents from the other end."""
        return replace(self, order=self.order[1:] if self.order.startswith("-") else f"-{self.order}")

    def _statement(self, columns: tuple[str, ...]) -> Statement:
        return _statement(_Shape(self._narrows(), self.order, self.after is not None), columns)

    def _narrows(self) -> tuple[tuple[str, int], ...]:
        return tuple((c.name, len(c.values)) for c in self.conditions)

    def _values(self) -> dict[str, Any]:
        values = {name: v for c in self.conditions for name, v in numbered(c.name, c.values).items()}
        return values | ({_PLACE: self.after.value, _PLACE_ID: self.after.page_id} if self.after else {})


@dataclass(frozen=True)
class _Shape:
    """What of a question decides the text of its statement."""

    conditions: tuple[tuple[str, int], ...]
    order: str
    has_place: bool

    @property
    def column(self) -> str:
        return ORDERS[self.order.removeprefix("-")]

    @property
    def descends(self) -> bool:
        return self.order.startswith("-")

    @property
    def columns(self) -> tuple[str, str]:
        """The column of the order and the one that decides ties; the index rows of a key have them too."""
        if self.leader and self.column == "first_published_at":
            return "index_rows__first_published_at", "index_rows__document_id"
        return self.column, "page_id"

    @property
    def is_search(self) -> bool:
        return any(name == SEARCH for name, _count in self.conditions)

    @property
    def leader(self) -> str | None:
        """The condition whose index rows are walked in order: the first of one key, none beside a search."""
        if self.is_search:
            return None
        return next((n for n, count in self.conditions if count == 1 and CONDITIONS[n].kind), None)


@lru_cache(_SHAPES)
def _statement(shape: _Shape, columns: tuple[str, ...]) -> Statement:
    def build() -> QuerySet[Any]:
        found = _narrowed(shape)
        if MATCH in columns:
            found = found.annotate(**{MATCH: _matched_item(shape)})
        return _ordered(found, shape).values_list(*columns)

    return Statement(build)


def _narrowed(shape: _Shape) -> PublishedDocumentQuerySet:
    found: PublishedDocumentQuerySet = PublishedDocument.objects.visible().with_sequence()
    for name, count in shape.conditions:
        if name != shape.leader:
            condition = (BESIDE_SEARCH if shape.is_search else CONDITIONS)[name]
            found = condition.narrow(found, slots(name, count, condition.field))
    # In one call, so that all of it speaks of the same index row.
    return found.filter(_led_by(shape.leader), _beyond_place(shape))


def _led_by(leader: str | None) -> Q:
    if leader is None:
        return Q()
    key = slots(leader, 1, CONDITIONS[leader].field)[0]
    return Q(index_rows__kind=CONDITIONS[leader].kind, index_rows__key=key)


def _matched_item(shape: _Shape) -> Any:
    """Return the first item that carries a topic; of several topics the first counts that an item carries."""
    if shape.leader == "topic":
        return F("index_rows__payload")
    rows = IndexRow.objects.filter(document=OuterRef("pk"), kind="topic").exclude(item_id="")
    keys = slots("topic", dict(shape.conditions)["topic"], key_field())
    of_each = [Subquery(rows.filter(key=key).values("payload")[:1]) for key in keys]
    return Coalesce(*of_each, Value(None, output_field=BinaryField()), output_field=BinaryField())


def _ordered(found: PublishedDocumentQuerySet, shape: _Shape) -> PublishedDocumentQuerySet:
    """Order; the id decides ties, so that pages of a list neither repeat nor skip a story."""
    if shape.order == UNORDERED:
        return found.order_by()
    if shape.order == NEAREST_FIRST:
        return found.nearest_first(slots(SEARCH, 1, CONDITIONS[SEARCH].field)[0])
    columns = (F(name) for name in dict.fromkeys(shape.columns))
    return found.order_by(*(column.desc() if shape.descends else column.asc() for column in columns))


def _beyond_place(shape: _Shape) -> Q:
    """Keep what comes after the place: the first comparison is the one that an index can answer."""
    if not shape.has_place:
        return Q()
    way = "lt" if shape.descends else "gt"
    column, tie = shape.columns
    value, page_id = Slot(_PLACE, _field_of(shape.column)), Slot(_PLACE_ID, _field_of("page_id"))
    if column == tie:
        return Q(**{f"{tie}__{way}": page_id})
    later = Q(**{f"{column}__{way}": value}) | Q(**{f"{tie}__{way}": page_id})
    return Q(**{f"{column}__{way}e": value}) & later


def _field_of(column: str) -> "Field[Any, Any]":
    return BigIntegerField() if column == "page_id" else PublishedDocument._meta.get_field(column)  # type: ignore[return-value]


def with_match(card: bytes, item: bytes | None) -> bytes:
    """Return a card with a stored item, if there is one, as its `matched_item`."""
    return card.replace(_NO_MATCH, b'"matched_item":' + bytes(item), 1) if item else card
