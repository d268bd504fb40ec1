"""Addresses at which readers have found pages, and where those pages stand now.

`store` tells this module of every address that it announces; nobody else writes them. A page that readers may
not see leads nowhere, whatever its addresses were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from wagtail.models import Site

from . import reading
from .models import PublicAddress, PublishedDocument
from .visibility import MAX_DEPTH

_ROWS = 50  # of one question; a path has few prefixes, and few pages ever stood at each


@dataclass(frozen=True)
class Spot:
    """A public page by its current `url_path`, with the site's sequence where that was read along."""

    page_id: int
    url_path: str
    sequence: int | None = None


@dataclass(frozen=True)
class Place:
    """Where readers find a page at this moment; `path` as in its document, percent-encoded."""

    page_id: int
    url: str
    path: str


def remember(page: Any, *, sequence: int) -> None:
    """Note where `page`, which readers see, stands; one statement."""
    site_id, _root, path = page.get_url_parts() or (None, None, None)
    if site_id is None or path is None:
        return
    path = plain(path)
    row = PublicAddress(page_id=page.pk, site_id=site_id, path=path, key=_key_of(path), sequence=sequence)
    PublicAddress.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["site", "key", "page"], update_fields=["sequence"]
    )


def plain(path: str) -> str:
    """Return a path as pages have it: decoded, one slash between its parts and one at each end."""
    # No slug has a NUL, and PostgreSQL refuses to look for one.
    parts = [part for part in unquote(path).replace("\0", "\ufffd").split("/") if part]
    return "/" + "".join(f"{part}/" for part in parts)


def current(site: Site, path: str) -> Spot | None:
    """Return the public page that stands at a plain path of a site."""
    return _at(site.root_page.url_path + path.removeprefix("/"))


def former(site: Site, path: str) -> Spot | None:
    """Return the public page that stood at a plain path: the last of several.

    Where none did, a page above may have: what stands under it now stood under its former address.
    """
    for row in _former_rows(site, path):
        now = row.page.url_path
        if row.path == path:
            return Spot(row.page_id, now)
        if now != site.root_page.url_path + row.path.removeprefix("/"):
            return _at(now + path.removeprefix(row.path))
    return None


def place_of(spot: Spot, preferred: Sequence[Site]) -> Place | None:
    """Return where readers find a page, at the first site that shows it; None where none does."""
    for site in preferred:
        if spot.url_path.startswith(site.root_page.url_path):
            path = quote("/" + spot.url_path.removeprefix(site.root_page.url_path))
            return Place(spot.page_id, site.root_url + path, path)
    return None


def sites() -> list[Site]:
    """Return all sites with their root pages, the deepest first, as Wagtail prefers them."""
    rows = Site.objects.select_related("root_page")
    return list(rows.order_by("-root_page__url_path", "-is_default_site", "pk"))


def _at(url_path: str) -> Spot | None:
    row = reading.by_url_path(url_path)
    return Spot(row[0], url_path, row[1]) if row else None


def _key_of(path: str) -> str:
    """Return the key of a path: paths are longer than what an index takes."""
    return sha256(path.encode()).hexdigest()


def _former_rows(site: Site, path: str) -> list[PublicAddress]:
    """Return rows of a path and of those above it whose pages are public, the longest and newest first."""
    parts = path.strip("/").split("/")[:MAX_DEPTH]
    above = ["/" + "".join(f"{part}/" for part in parts[:n]) for n in range(1, len(parts) + 1)]
    public = PublishedDocument.objects.visible().filter(page=OuterRef("page"))
    rows = PublicAddress.objects.filter(Exists(public), site=site, key__in=map(_key_of, above))
    return list(rows.select_related("page").order_by(Length("path").desc(), "-sequence", "-pk")[:_ROWS])
