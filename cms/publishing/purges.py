"""What a change takes out of the caches before this server: decided here alone, sent once a transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from cms.delivery import joined
from cms.delivery.models import Change, IndexRow
from cms.delivery.surrogates import LIST, SITE, page_key

from . import purging

PAGES = "/api/v2/pages/"
# Addresses that any publication may change; rooms above add theirs.
_lists: set[str] = set()


@dataclass(frozen=True)
class Purge:
    """Surrogate keys, and addresses on this site as caches see them: path and query."""

    keys: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def __or__(self, other: "Purge") -> "Purge":
        """Give both together."""
        return Purge(self.keys | other.keys, self.addresses | other.addresses)


def register(*addresses: str) -> None:
    """Let each publication purge the addresses, such as `/api/v2/pages/`."""
    _lists.update(addresses)


def registered() -> frozenset[str]:
    """Give all addresses that each publication purges."""
    return frozenset(_lists)


def of_page(page_id: int, change: Change, *, lists: Iterable[str]) -> Purge:
    """Give what the change of one page makes old: its answers where it is and was, and all lists."""
    paths = [path for path in (change.path, change.previous_path) if path]
    found = [f"{PAGES}find/?html_path={path}" for path in paths]
    return Purge(frozenset({page_key(page_id), LIST}), frozenset([_detail(page_id), *paths, *found, *lists]))


def of_scope(change: Change, *, lists: Iterable[str]) -> Purge:
    """Give what the change of many pages makes old at once; each purges itself when it is made anew.

    Pages under one that is hidden now may not be read any longer, and caches know no subtrees.
    """
    is_wide = change.scope != Change.Scope.MENTIONS
    paths = [path for path in (change.path, change.previous_path) if path]
    return Purge(frozenset({SITE, LIST} if is_wide else {LIST}), frozenset([*paths, *lists]))


def page_changed(page_id: int, change: Change) -> None:
    """Purge what the change of one page makes old, after the commit."""
    _collect(of_page(page_id, change, lists=_lists))


def scope_changed(change: Change) -> None:
    """Purge what the change of many pages makes old, after the commit."""
    _collect(of_scope(change, lists=_lists))


def lists_changed() -> None:
    """Purge all lists, after the commit: names and other things that no document holds have changed."""
    _collect(Purge(frozenset({LIST}), frozenset(_lists)))


def redirect_changed(old_path: str) -> None:
    """Purge what a redirect from `old_path` made old, after the commit: lists, and what is found there."""
    found = [f"{PAGES}find/?html_path={old_path}{end}" for end in ("", "/")]
    _collect(Purge(frozenset({LIST}), frozenset([*found, *_lists])))


class _Batch:
    """All that one transaction purges."""

    def __init__(self) -> None:
        self.purge = Purge()

    def send(self) -> None:
        """Send everything; whoever is called later finds nothing left."""
        purge, self.purge = self.purge, Purge()
        if purge == Purge():
            return
        if purging.takes_keys():
            purging.purge_keys(purge.keys)
        if purging.takes_addresses():
            purging.purge_addresses(purge.addresses | _presenting())


def _collect(purge: Purge) -> None:
    if not (purging.takes_keys() or purging.takes_addresses()):
        return
    batch = _batch()
    batch.purge |= purge
    # Each time anew: with a savepoint that is rolled back Django forgets what was registered inside.
    transaction.on_commit(batch.send, robust=True)


def _batch() -> _Batch:
    """Give the batch of the running transaction; Django forgets it when the transaction is rolled back."""
    waiting = (getattr(entry[1], "__self__", None) for entry in reversed(connection.run_on_commit))
    return next((found for found in waiting if isinstance(found, _Batch)), None) or _Batch()


def _presenting() -> frozenset[str]:
    """Give the addresses of pages that present others, which any publication may change."""
    rows = IndexRow.objects.filter(kind=joined.KIND).values_list("document_id", "document__path")
    return frozenset(address for pk, path in rows for address in (_detail(pk), path))


def _detail(page_id: int) -> str:
    return f"{PAGES}{page_id}/"
