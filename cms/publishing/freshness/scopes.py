"""One mechanism for freshness: few documents are rebuilt at once, many are one row that the worker walks.

Events decide freshness only, never visibility, which every read decides for itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from wagtail.models import Page

from cms.delivery import store
from cms.delivery.models import Change, IndexRow, PublishedDocument
from cms.publishing.models import Rebuild
from cms.publishing.purging import rules
from cms.publishing.references import USES

FEW = 20


def users_of(keys: Iterable[str]) -> list[int]:
    """Return ids of the pages whose documents use one of the keys, in order; where they are many, some."""
    rows = IndexRow.objects.filter(kind=USES, key__in=list(keys)).order_by("document_id")
    return list(rows.values_list("document_id", flat=True).distinct()[: FEW + 1])


def are_many(page_ids: list[int]) -> bool:
    """Whether so many documents are for the worker."""
    return len(page_ids) > FEW


def users_changed(key: str, *, now: datetime) -> None:
    """Let the worker rebuild the documents that use `key`, and tell clients that it will."""
    request(Rebuild.Scope.USERS, key)
    rules.scope_changed(store.scope_changed(Change.Scope.MENTIONS, now=now))


def subtree_changed(page: Any, *, now: datetime) -> None:
    """Let the worker rebuild the documents under a page, and those that mention them; tell clients."""
    request(Rebuild.Scope.SUBTREE, str(page.pk))
    _site, _root, path = page.get_url_parts() or (None, None, "")
    old = PublishedDocument.objects.filter(page_id=page.pk).values_list("path", flat=True).first()
    moved_from = old if old and old != path else ""
    change = store.scope_changed(
        Change.Scope.SUBTREE, now=now, page=page.specific, path=path or "", previous_path=moved_from
    )
    rules.scope_changed(change)


def everything_changed(*, now: datetime) -> None:
    """Let the worker rebuild all documents, and tell clients that it will."""
    request(Rebuild.Scope.EVERYTHING, "")
    rules.scope_changed(store.scope_changed(Change.Scope.EVERYTHING, now=now))


def request(scope: Rebuild.Scope, key: str) -> None:
    """Note a rebuild, at a cost that does not depend on its size; one that is under way starts again."""
    values = {"cursor": 0, "done": 0, "version": F("version") + 1}
    if not Rebuild.objects.filter(scope=scope, key=key).update(**values):
        Rebuild.objects.get_or_create(scope=scope, key=key)


def members(rebuild: Rebuild, *, limit: int) -> list[int]:
    """Return the next page ids of a rebuild, at most `limit`, in order of id."""
    pages = Page.objects.filter(live=True, pk__gt=rebuild.cursor)
    if rebuild.scope == Rebuild.Scope.USERS:
        pages = pages.filter(pk__in=IndexRow.objects.filter(kind=USES, key=rebuild.key).values("document_id"))
    elif rebuild.scope == Rebuild.Scope.SUBTREE:
        root = Page.objects.filter(pk=rebuild.key).first()
        pages = pages.filter(path__startswith=root.path) if root else Page.objects.none()
    return list(pages.order_by("pk").values_list("pk", flat=True)[:limit])


def advance(rebuild: Rebuild, page_ids: list[int], *, limit: int) -> None:
    """Note that a batch is done; remove the rebuild after its last, unless asked for again meanwhile."""
    same = Rebuild.objects.filter(pk=rebuild.pk, version=rebuild.version, cursor=rebuild.cursor)
    if len(page_ids) < limit:
        same.delete()
    else:
        same.update(cursor=page_ids[-1], done=F("done") + len(page_ids))


def waiting() -> list[tuple[str, str, int, datetime]]:
    """Return what the worker has still to do: scope, key, documents done, and since when."""
    return list(Rebuild.objects.order_by("pk").values_list("scope", "key", "done", "requested_at"))
