"""Makes published documents anew from the kept copies, one page in memory at a time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import PublishedDocument

from . import documents, freshness
from .models import Rebuild
from .transactions import in_one_transaction

BATCH = 50


def rebuild_all(*, now: datetime) -> int:
    """Store the documents of all live pages; give how many changed."""
    return _rebuild_each(Page.objects.all(), now=now)


def rebuild_stale(*, now: datetime) -> int:
    """Store documents made for another contract, address or media place; give how many changed."""
    stale = PublishedDocument.objects.exclude(build=store.build_stamp()).values("page_id")
    return _rebuild_each(Page.objects.filter(pk__in=stale), now=now)


def _rebuild_each(pages: QuerySet[Page], *, now: datetime) -> int:
    # The ids are taken before the loop starts to change what the query would find.
    ids = list(pages.filter(live=True).order_by("pk").values_list("pk", flat=True))
    return sum(_rebuild(page_id, now=now) for page_id in ids)


def _rebuild(page_id: int, *, now: datetime) -> bool:
    return in_one_transaction(lambda: documents.put(page_id, now=now)) is not None


def walk(*, now: datetime, batch: int = BATCH) -> int:
    """Make one batch of what waits anew; give how many documents were looked at, 0 when nothing waits.

    Any number of workers may walk at once: a batch made twice costs time and changes nothing.
    """
    waiting = Rebuild.objects.order_by("pk").first()
    if waiting is None:
        return 0
    page_ids = freshness.members(waiting, limit=batch)
    for page_id in page_ids:
        in_one_transaction(partial(_put_of(waiting), page_id, now=now))
    freshness.advance(waiting, page_ids, limit=batch)
    return max(len(page_ids), 1)


def _put_of(waiting: Rebuild) -> Callable[..., object]:
    is_subtree = waiting.scope == Rebuild.Scope.SUBTREE
    return documents.put_with_users if is_subtree else documents.put
