"""Public documents from kept copies: the only road from a page to `cms.delivery`."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import Change

from . import kept


def publish(page: Any, *, now: datetime) -> Change | None:
    """Keep what Wagtail has just written for `page`, and store its document, in the same transaction."""
    if not page.alias_of_id:
        kept.go_live(page, now=now)
    return put(page.pk, now=now)


def put(page_id: int, *, now: datetime) -> Change | None:
    """Store the document of a page from its kept copy; withdraw it where the page is not live."""
    fresh = from_copy(page_id)
    if fresh is None:
        return store.withdraw(page_id, Change.Kind.UNPUBLISHED, now=now)
    return store.put(fresh, now=now)


def withdraw(page_id: int, kind: Change.Kind, *, now: datetime) -> Change | None:
    """Take a page's document and kept copies away."""
    kept.withdraw(page_id)
    return store.withdraw(page_id, kind, now=now)


def from_copy(page_id: int) -> Any | None:
    """Give a live page holding its kept content, or None."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    copy = kept.live(page) if page else None
    return kept.as_page(page, copy) if copy else None
