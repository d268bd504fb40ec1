"""Surrogate keys: the names under which a cache before this server keeps answers, and forgets them."""

from urllib.parse import quote

# On every answer; on those that any publication may change: lists, feeds, and pages that present others.
SITE, LIST = "site", "list"


def page_key(page_id: int) -> str:
    """Give the key of one page's answer."""
    return f"page-{page_id}"


def type_key(label: str) -> str:
    """Give the key of all pages of a type, and of lists that ask for it."""
    return f"type-{label}"


def index_key(kind: str, key: str) -> str:
    """Give the key of all pages with an index row such as a topic, and of lists that ask for it."""
    return f"{kind}-{quote(key, safe='')}"
