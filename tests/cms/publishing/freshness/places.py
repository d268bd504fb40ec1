"""Former addresses: where the changes told of a page, readers still find it, or the last one seen there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from wagtail.models import Site

from cms.delivery import addresses
from cms.delivery.models import Change, PublishedDocument

from .tree import Tree

Fault = tuple[str, str, Any, Any]


def address_faults(tree: Tree, site: Site | None) -> Iterator[Fault]:
    """Return each address of `site` that leads elsewhere; none where the site went with its root page."""
    pages = dict(PublishedDocument.objects.visible().values_list("uuid", "pk"))
    for path, uuid in _told(pages.keys()).items() if site else ():
        if site and addresses.current(site, path) is None:
            true, found = pages[uuid], addresses.former(site, path)
            yield from _faults(tree, path, found, true)


def _told(visible: set[UUID] | Any) -> dict[str, UUID]:
    """Return the page, of those that readers see, that a change told of last at each address."""
    changes = Change.objects.filter(kind__in=["published", "updated", "moved"], uuid__in=visible)
    told: dict[str, UUID] = dict(changes.order_by("sequence").values_list("path", "uuid"))
    told.pop("/", None)  # pages outside of all sites are told there
    return told


def _faults(tree: Tree, path: str, found: addresses.Spot | None, true: int) -> Iterator[Fault]:
    if found is None or found.page_id != true:
        yield path, "former address", found, true
        return
    place, url = addresses.place_of(found, addresses.sites()), "".join(tree.address(true))
    if tree.site_of(true) and (place is None or place.url != url):
        yield path, "place", place, url
