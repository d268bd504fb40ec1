"""Makes published documents anew from the kept copies, one page in memory at a time."""

from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import PublishedDocument

from . import documents
from .transactions import in_one_transaction


def rebuild_subtree(root: Page, *, now: datetime) -> int:
    """Store the documents of `root` and all live pages under it; give how many changed."""
    return _rebuild_each(root.get_descendants(inclusive=True), now=now)


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
