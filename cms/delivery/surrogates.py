"""Surrogate keys: the names under which a cache before this server keeps answers, and forgets them."""

from collections.abc import Iterable
from urllib.parse import quote

from .registry import IndexEntry

# Index entries under which caches find a document too; others are the machinery's, or too many.
INDEXED = frozenset({"topic", "author"})
MAX_LENGTH = 4000
# On every answer; on those that any publication may change: lists, feeds, and pages that present others.
SITE, LIST = "site", "list"


def page_key(page_id: int) -> str:
    """Return the key of one page's answer."""
    return f"page-{page_id}"


def type_key(label: str) -> str:
    """Return the key of all pages of a type, and of lists that ask for it."""
    return f"type-{label}"


def index_key(kind: str, key: str) -> str:
    """Return the key of all pages with an index row such as a topic, and of lists that ask for it."""
    return f"{kind}-{quote(key, safe='')}"


def of_document(page_id: int, label: str, index: Iterable[IndexEntry]) -> str:
    """Return the keys of a page's answer, separated by spaces; what is too much for a header is left out."""
    own = [page_key(page_id), SITE, type_key(label)]
    indexed = {index_key(entry.kind, entry.key) for entry in index if entry.kind in INDEXED}
    keys = " ".join([*own, *sorted(indexed)])
    return keys if len(keys) <= MAX_LENGTH else " ".join(own)
