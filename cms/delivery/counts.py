"""How many documents there are of a type, topic or author, kept while documents change.

Counted is what the newest change told of as public (`is_announced`). To restrict or unpublish a
section makes that true for each story under it; until that is done `cms.publishing.totals` counts rows.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Count, F

from .conditions import CONDITIONS
from .models import DocumentCount, IndexRow, PublishedDocument

KINDS = tuple(sorted(meaning.kind for meaning in CONDITIONS.values() if meaning.kind))

Key = tuple[str, str, str]  # kind, key and type


@contextmanager
def kept(page_id: int) -> Iterator[None]:
    """Let the numbers follow what happens inside to the document of a page; needs a transaction."""
    before = _keys_of(page_id)
    yield
    after = _keys_of(page_id)
    for key in sorted(after ^ before):
        _add(key, 1 if key in after else -1)


def recount() -> int:
    """Count everything again; return how many numbers were wrong. Needs no transaction of the caller."""
    with transaction.atomic():
        # Locks what was there; what is published meanwhile waits for it, or for the sequence.
        found = dict(_stored())
        right = _counted()
        for key in found.keys() | right.keys():
            if found.get(key, 0) != right[key]:
                _add(key, right[key] - found.get(key, 0))
        return sum(found.get(key, 0) != right[key] for key in found.keys() | right.keys())


def _keys_of(page_id: int) -> set[Key]:
    announced = PublishedDocument.objects.filter(page_id=page_id, is_announced=True)
    label = announced.values_list("type", flat=True).first()
    if label is None:
        return set()
    rows = IndexRow.objects.filter(document_id=page_id, kind__in=KINDS).values_list("kind", "key")
    return {("", "", label), *((kind, key, label) for kind, key in rows)}


def _add(key: Key, number: int) -> None:
    kind, value, label = key
    row = DocumentCount.objects.filter(kind=kind, key=value, type=label)
    if not row.update(number=F("number") + number):
        DocumentCount.objects.create(kind=kind, key=value, type=label, number=number)


def _stored() -> Iterator[tuple[Key, int]]:
    for kind, key, label, number in DocumentCount.objects.select_for_update().values_list(
        "kind", "key", "type", "number"
    ):
        yield (kind, key, label), number


def _counted() -> Counter[Key]:
    documents = PublishedDocument.objects.filter(is_announced=True).values_list("type")
    rows = IndexRow.objects.filter(kind__in=KINDS, document__is_announced=True)
    of_keys = rows.values_list("kind", "key", "document__type").annotate(number=Count("document"))
    found: Counter[Key] = Counter()
    found.update({("", "", label): number for label, number in documents.annotate(number=Count("pk"))})
    found.update({(kind, key, label): number for kind, key, label, number in of_keys.order_by()})
    return found
