"""What lists can be narrowed by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    F,
    Field,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce, Length, Substr
from django.db.models.lookups import Exact

from .statements import Slot
from .visibility import PublishedDocumentQuerySet

SEARCH = "search"  # its value is a query, as `search.Words.as_query` gives it

Narrow = Callable[[PublishedDocumentQuerySet, list[Slot]], PublishedDocumentQuerySet]


@dataclass(frozen=True)
class Condition:
    """Keep documents that fit one of the values; what they mean is its name's affair."""

    name: str
    values: Sequence[Any]


@dataclass(frozen=True)
class Meaning:
    """What a condition does: the type of its values, how it narrows, and its kind of index rows, if any."""

    field: "Field[Any, Any]"
    narrow: Narrow
    kind: str = ""


def key_field() -> "Field[Any, Any]":
    """Return the type of keys of index rows."""
    return CharField()


def _any_of(column: str, field: "Field[Any, Any]") -> Meaning:
    return Meaning(field, lambda found, values: found.filter(**{f"{column}__in": values}))


def _one(lookup: str, field: "Field[Any, Any]") -> Meaning:
    return Meaning(field, lambda found, values: found.filter(**{lookup: values[0]}))


def _indexed(kind: str) -> Meaning:
    """Keep documents with one of the keys; a document has at most one row of the kind for each key."""
    return Meaning(key_field(), lambda found, keys: found.indexed(kind, keys), kind)


def _of_types(found: PublishedDocumentQuerySet, types: list[Slot]) -> PublishedDocumentQuerySet:
    return found.filter(type=types[0]) if len(types) == 1 else _among_types(found, types)


def _among_types(found: PublishedDocumentQuerySet, types: list[Slot]) -> PublishedDocumentQuerySet:
    # Hidden from the planner, which would sort all documents of the types instead of walking an order.
    value: PublishedDocumentQuerySet = found.annotate(any_type=Coalesce(F("type"), Value(""))).filter(
        any_type__in=types
    )
    return value


def _in_part(found: PublishedDocumentQuerySet, root: list[Slot]) -> PublishedDocumentQuerySet:
    """Keep the page at a path and all under it, while an order is walked: for parts that hold many."""
    return found.filter(Exact(Substr("page__path", 1, Length(root[0])), root[0]))


def _under(found: PublishedDocumentQuerySet, root: list[Slot]) -> PublishedDocumentQuerySet:
    return _in_part(found, root).exclude(page__path=root[0])


CONDITIONS: dict[str, Meaning] = {
    "type": Meaning(CharField(), _of_types),
    "topic": _indexed("topic"),
    "author": _indexed("author"),
    "series": _indexed("in_series"),
    "id": _one("page_id", BigIntegerField()),
    "uuid": _any_of("uuid", UUIDField()),
    "slug": _any_of("slug", CharField()),
    "title": _any_of("title", CharField()),
    "locale": _any_of("locale", CharField()),
    "published_after": _one("first_published_at__gte", DateTimeField()),
    "published_before": _one("first_published_at__lt", DateTimeField()),
    "updated_after": _one("last_published_at__gte", DateTimeField()),
    "show_in_menus": Meaning(BooleanField(), lambda found, yes: found.with_kind("menu", yes[0])),
    SEARCH: Meaning(TextField(), lambda found, values: found.matching(values[0])),
    "searched_from": _one("search_index__pk__gte", BigIntegerField()),
    # Places in Wagtail's tree, as they are at this moment; a span has the ends of a range of paths.
    "tree_part": Meaning(TextField(), _in_part),
    "tree_under": Meaning(TextField(), _under),
    "tree_span": Meaning(TextField(), lambda found, ends: found.filter(page__path__range=ends)),
    "tree_path": _any_of("page__path", TextField()),
    "tree_depth": _any_of("page__depth", BigIntegerField()),
    "translation_key": _any_of("page__translation_key", UUIDField()),
    "other_than": Meaning(BigIntegerField(), lambda found, ids: found.exclude(page_id=ids[0])),
}

# Beside a search: SQLite would otherwise walk the documents of a type, and search again for each of them.
BESIDE_SEARCH = CONDITIONS | {"type": Meaning(CharField(), _among_types)}
