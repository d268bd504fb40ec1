"""What a change takes out of the caches before this server: decided here alone, sent by `purge_queue`."""

from collections.abc import Iterable
from dataclasses import dataclass

from cms.core import clock
from cms.delivery.models import Change
from cms.delivery.surrogates import LIST, SITE, page_key
from cms.publishing.models import WaitingPurge

from . import backends

PAGES = "/api/v2/pages/"
# Addresses that any publication may change; rooms above add theirs.
_lists: set[str] = set()


@dataclass(frozen=True)
class Purge:
    """Surrogate keys, and addresses on this site as caches see them: path and query."""

    keys: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def register(*addresses: str) -> None:
    """Let each publication purge the addresses, such as `/api/v2/pages/`."""
    _lists.update(addresses)


def registered() -> frozenset[str]:
    """Return all addresses that each publication purges."""
    return frozenset(_lists)


def of_page(page_id: int, change: Change, *, lists: Iterable[str]) -> Purge:
    """Return what the change of one page makes old: its answers where it is and was, and all lists."""
    paths = [path for path in (change.path, change.previous_path) if path]
    found = [f"{PAGES}find/?html_path={path}" for path in paths]
    return Purge(frozenset({page_key(page_id), LIST}), frozenset([detail(page_id), *paths, *found, *lists]))


def of_scope(change: Change, *, lists: Iterable[str]) -> Purge:
    """Return what the change of many pages makes old at once; each purges itself when it is rebuilt.

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


def detail(page_id: int) -> str:
    """Return the address of one page's answer."""
    return f"{PAGES}{page_id}/"


def _collect(purge: Purge) -> None:
    """Let a worker send the purge once this transaction is committed, however the process ends."""
    kinds = (
        (WaitingPurge.Kind.KEYS, purge.keys, backends.takes_keys),
        (WaitingPurge.Kind.ADDRESSES, purge.addresses, backends.takes_addresses),
    )
    now = clock.now()
    WaitingPurge.objects.bulk_create(
        WaitingPurge(kind=kind, names=sorted(names), asked_at=now)
        for kind, names, is_taken in kinds
        if is_taken()
    )
