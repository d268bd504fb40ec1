"""Rebuilds published documents from the kept copies, one page in memory at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import PublishedDocument
from cms.publishing.models import Rebuild
from cms.publishing.transactions import in_one_transaction

from . import documents, scopes

BATCH = 50


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is: pages seen and documents changed by now, and the id of the last page."""

    seen: int
    changed: int
    last: int


def everything() -> QuerySet[Page]:
    """Return all live pages."""
    found: QuerySet[Page] = Page.objects.filter(live=True)
    return found


def stale() -> QuerySet[Page]:
    """Return live pages whose documents were made in other circumstances (`store.build_stamp`)."""
    old = PublishedDocument.objects.exclude(build=store.build_stamp()).values("page_id")
    return everything().filter(pk__in=old)


def rebuild_all(*, now: datetime) -> int:
    """Store the documents of all live pages; return how many changed."""
    return max((step.changed for step in rebuild_each(everything(), now=now)), default=0)


def rebuild_each(pages: QuerySet[Page], *, now: datetime, after: int = 0) -> Iterator[Progress]:
    """Store the documents of pages with ids over `after`, and tell of each batch; memory stays the same."""
    seen = changed = 0
    for ids in in_batches(pages, after=after):
        seen += len(ids)
        changed += sum(_rebuild(page_id, now=now) for page_id in ids)
        yield Progress(seen, changed, ids[-1])


def in_batches(pages: QuerySet[Page], *, after: int = 0) -> Iterator[list[int]]:
    """Return ids of pages, a few at a time, in order; what changes behind the cursor is not seen again."""
    rows = pages.order_by("pk").values_list("pk", flat=True)
    while ids := list(rows.filter(pk__gt=after)[:BATCH]):
        yield ids
        after = ids[-1]


def _rebuild(page_id: int, *, now: datetime) -> bool:
    return in_one_transaction(lambda: documents.put(page_id, now=now)) is not None


def walk(*, now: datetime, batch: int = BATCH) -> int:
    """Rebuild one batch of what waits; return how many documents were looked at, 0 when nothing waits.

    Any number of workers may walk at once: a batch made twice costs time and changes nothing.
    """
    waiting = Rebuild.objects.order_by("pk").first()
    if waiting is None:
        return 0
    page_ids = scopes.members(waiting, limit=batch)
    for page_id in page_ids:
        in_one_transaction(partial(_put_of(waiting), page_id, now=now))
    scopes.advance(waiting, page_ids, limit=batch)
    return max(len(page_ids), 1)


def _put_of(waiting: Rebuild) -> Callable[..., object]:
    is_subtree = waiting.scope == Rebuild.Scope.SUBTREE
    return documents.put_with_users if is_subtree else documents.put
