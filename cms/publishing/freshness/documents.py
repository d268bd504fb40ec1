"""Public documents from kept copies: the only road from a page to `cms.delivery`.

A document that changes in what others show of it lets theirs be rebuilt: at once where they are few, by the
worker where they are many (see `freshness`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import Change, IndexRow, PublishedDocument
from cms.delivery.registry import projection_of
from cms.publishing import events, kept_copies, references
from cms.publishing.purging import rules

from . import scopes


def publish(page: Any, *, now: datetime) -> store.Written | None:
    """Keep what Wagtail has just written for `page`, and store its document, in the same transaction.

    Pages of other types than ours have neither.
    """
    if projection_of(type(page)) is None:
        return None
    if not page.alias_of_id:
        kept_copies.go_live(page, now=now)
    return put(page.pk, now=now)


def put(page_id: int, *, now: datetime) -> store.Written | None:
    """Store the document of a page from its kept copy; withdraw it where the page is not live."""
    before, topics = _face(page_id), events.topics_of(page_id)
    fresh = from_copy(page_id)
    if fresh is None:
        written = store.withdraw(page_id, Change.Kind.UNPUBLISHED, now=now)
    else:
        written = store.put(fresh, now=now, extra=references.index_entries(fresh))
    if written is not None:
        _tell(page_id, before, written, topics, now=now)
    return written


def withdraw(page_id: int, kind: Change.Kind, *, now: datetime) -> store.Written | None:
    """Take a page's document and kept copies away."""
    before, topics = _face(page_id), events.topics_of(page_id)
    kept_copies.withdraw(page_id)
    written = store.withdraw(page_id, kind, now=now)
    if written is not None:
        _tell(page_id, before, written, topics, now=now)
    return written


def delete(page: Page, *, now: datetime) -> None:
    """Take the documents of a page that is being deleted away, and of all under it, the deepest first."""
    going = Page.objects.filter(path__startswith=page.path).order_by("-path")
    for page_id in list(going.values_list("pk", flat=True)):
        # An alias has its source's copy: others that go could let it come back before its row is gone.
        Page.objects.filter(pk=page_id).update(live=False)
        withdraw(page_id, Change.Kind.DELETED, now=now)


def from_copy(page_id: int) -> Any | None:
    """Return a live page holding its kept content, or None."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    copy = kept_copies.live(page) if page else None
    return kept_copies.as_page(page, copy) if copy else None


def source_changed(keys: Iterable[str], *, now: datetime) -> None:
    """Rebuild the documents that use one of the keys: few at once, many by the worker."""
    rules.lists_changed()
    wanted = sorted(keys)
    page_ids = scopes.users_of(wanted)
    if scopes.are_many(page_ids):
        for key in wanted:
            scopes.users_changed(key, now=now)
    else:
        for page_id in page_ids:
            put(page_id, now=now)


def subtree_changed(page: Page, *, now: datetime) -> None:
    """Rebuild the documents at and under a page, and those that mention them: links come and go."""
    under = Page.objects.filter(path__startswith=page.path, live=True).order_by("pk")
    page_ids = list(under.values_list("pk", flat=True)[: scopes.FEW + 1])
    if scopes.are_many(page_ids):
        scopes.subtree_changed(page, now=now)
    else:
        for page_id in page_ids:
            put_with_users(page_id, now=now)


def put_with_users(page_id: int, *, now: datetime) -> None:
    """Rebuild the document of a page, and those that mention it or what it presents."""
    stood_for = _stood_for(page_id)
    put(page_id, now=now)
    source_changed({references.key_of(Page, page_id), *stood_for, *_stood_for(page_id)}, now=now)


def _tell(
    page_id: int,
    before: tuple[Any, ...] | None,
    written: store.Written,
    topics: set[str],
    *,
    now: datetime,
) -> None:
    if written.change is not None:
        events.tell(page_id, written.change, topics_before=topics, now=now)
        rules.page_changed(page_id, written.change)
    after = _face(page_id)
    if before == after:
        return
    stood_for = {key for face in (before, after) if face for key in face[-1]}
    source_changed({references.key_of(Page, page_id), *stood_for}, now=now)
    page = Page.objects.filter(pk=page_id).first()
    if page is not None and page.numchild and _place(before) != _place(after):
        subtree_changed(page, now=now)


def _place(face: tuple[Any, ...] | None) -> str | None:
    return face[2] if face else None


def _face(page_id: int) -> tuple[Any, ...] | None:
    """Return what other documents show of this one, with the keys it stands for last; None without one."""
    document = PublishedDocument.objects.filter(page_id=page_id).values_list("type", "title", "path").first()
    if document is None:
        return None
    return (*document, _stood_for(page_id))


def _stood_for(page_id: int) -> tuple[str, ...]:
    rows = IndexRow.objects.filter(document_id=page_id, kind=references.STANDS_FOR).order_by("key")
    return tuple(rows.values_list("key", flat=True))
