"""Index rows of the menu: pages that were approved with *Show in menus*."""

from collections.abc import Mapping
from typing import Any

from cms.delivery.registry import IndexEntry

KIND = "menu"
_META = ("type", "path", "detail_url", "html_url")


def menu_entries(page: Any, meta: Mapping[str, Any]) -> list[IndexEntry]:
    """Return the entry of a page that stands in the menu, with what the menu says of it."""
    if not meta["show_in_menus"]:
        return []
    payload = {"id": page.pk or 0, "uuid": str(page.uuid), "title": page.title}
    return [IndexEntry(kind=KIND, key="site", payload=payload | {name: meta[name] for name in _META})]
