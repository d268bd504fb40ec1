"""The numbers of lists, counted by hand: whatever waits for the worker, nothing hidden is in them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from cms.delivery.conditions import Condition
from cms.delivery.lists import Listing
from cms.delivery.models import Change, DocumentCount, IndexRow, PublishedDocument
from cms.publishing.totals import numbers_of, total_of

from .tree import Tree

COUNTED = {"topic": "topic", "author": "author", "in_series": "series"}  # kinds of rows: names of filters

Fault = tuple[str, str, Any, Any]
Rows = set[tuple[int, str, str]]


def number_faults(tree: Tree, visible: set[int]) -> Iterator[Fault]:
    """Return each kept number and each total of a list that is not so; `visible` is what readers see."""
    documents = PublishedDocument.objects.values_list("pk", "uuid", "type", "is_announced")
    types, announced = {}, _announced()
    for pk, uuid, label, is_announced in documents:
        types[pk] = label
        if is_announced != (uuid in announced):
            yield f"page {pk}", "announced", is_announced, uuid in announced
    rows = set(IndexRow.objects.filter(kind__in=COUNTED).values_list("document_id", "kind", "key"))
    told = {pk for pk, uuid, *_ in documents if uuid in announced}
    yield from _kept_number_faults(types, rows, told)
    yield from _total_faults(types, rows, visible & tree.public)


def _announced() -> set[UUID]:
    """Return the pages of whose newest change readers were told that they are public."""
    changes = Change.objects.exclude(kind="scope").order_by("sequence").values_list("uuid", "kind")
    return {uuid for uuid, kind in dict(changes).items() if kind not in {"unpublished", "deleted"}}


def _kept_number_faults(types: dict[int, str], rows: Rows, told: set[int]) -> Iterator[Fault]:
    true = Counter(("", "", types[pk]) for pk in told)
    true.update((kind, key, types[pk]) for pk, kind, key in rows if pk in told)
    stored = {(row.kind, row.key, row.type): row.number for row in DocumentCount.objects.exclude(number=0)}
    for key in true.keys() | stored.keys():
        if stored.get(key, 0) != true[key]:
            yield " ".join(key), "number", stored.get(key, 0), true[key]


def _total_faults(types: dict[int, str], rows: Rows, visible: set[int]) -> Iterator[Fault]:
    shown = {label: {pk for pk in visible if types[pk] == label} for label in set(types.values())}
    yield from _if_wrong([], visible)
    for label, pages in shown.items():
        yield from _if_wrong([Condition("type", [label])], pages)
    for kind, key in {(kind, key) for _pk, kind, key in rows}:
        asked, pages = Condition(COUNTED[kind], [key]), {pk for pk, *row in rows if row == [kind, key]}
        seen, true = numbers_of(kind, key=key).get(key, 0), len(pages & visible)
        if seen != true:
            yield f"{kind}={key}", "number of a name", seen, true
        label, of_label = next(iter(shown.items()))
        yield from _if_wrong([asked], pages & visible)
        yield from _if_wrong([asked, Condition("type", [label])], pages & of_label)


def _if_wrong(asked: list[Condition], pages: set[int]) -> Iterator[Fault]:
    seen = total_of(Listing(asked))
    if seen != len(pages):
        yield ", ".join(f"{c.name}={c.values[0]}" for c in asked) or "all", "total", seen, len(pages)
