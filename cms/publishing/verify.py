"""Compares what is stored with what the kept copies say, and the live rows with both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wagtail.models import Page

from cms.delivery.models import PublishedDocument
from cms.publishing import kept_copies
from cms.publishing.freshness import documents
from cms.publishing.freshness.rebuild import in_batches
from cms.publishing.pages import PublishedPage
from cms.publishing.seal import seal_of
from cms.publishing.transactions import in_one_transaction

Fault = Literal["document was stale", "live row differs from its kept copy", "live row has no kept copy"]


@dataclass(frozen=True)
class Finding:
    """One page that is not as it should be."""

    page_id: int
    title: str
    fault: Fault


def verify(*, now: datetime, sample: int | None = None) -> Iterator[Finding]:
    """Return what is wrong, page by page; stale documents are mended, live rows are only named.

    `sample` checks that many pages, chosen again each time; all of them come in batches.
    """
    public = Page.objects.filter(live=True) | Page.objects.filter(
        pk__in=PublishedDocument.objects.values("page_id")
    )
    random = public.order_by("?").values_list("pk", flat=True)
    for ids in [list(random[:sample])] if sample else in_batches(public):
        for page_id in ids:
            yield from _faults_at(page_id, now=now)


def _faults_at(page_id: int, *, now: datetime) -> Iterator[Finding]:
    row = Page.objects.filter(pk=page_id).first()
    page = row.specific if row else None
    if isinstance(page, PublishedPage):
        yield from _faults_of(page, now=now)


def _faults_of(page: PublishedPage, *, now: datetime) -> Iterator[Finding]:
    if page.live and (fault := _row_fault(page)):
        yield Finding(page.pk, page.title, fault)
    if in_one_transaction(lambda: documents.put(page.pk, now=now)) is not None:
        yield Finding(page.pk, page.title, "document was stale")


def _row_fault(page: PublishedPage) -> Fault | None:
    copy = kept_copies.live(page)
    if copy is None:
        return "live row has no kept copy"
    expected = seal_of(kept_copies.as_page(page, copy))
    return None if seal_of(page) == expected else "live row differs from its kept copy"
