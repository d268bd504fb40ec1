"""Filters that speak of places: what is under, above or a translation of a page that readers may see."""

from collections.abc import Iterator

from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.api.parameters import BadParameter, ListParameters
from cms.delivery import reading
from cms.delivery.conditions import Condition
from cms.delivery.reading import TreePlace

ROOT = "root"
# Parts of the tree up to this many pages are sorted; in greater ones the order is walked.
FEW = 2_000

# Which page is missing, in Wagtail's words.
_MISSING = {
    "child_of": "parent page doesn't exist",
    "descendant_of": "ancestor page doesn't exist",
    "ancestor_of": "descendant page doesn't exist",
    "translation_of": "translation_of page doesn't exist",
}


def conditions(request: HttpRequest, parameters: ListParameters) -> Iterator[Condition]:
    """Return the conditions of the tree; raise BadParameter for pages that readers can't see."""
    if parameters.child_of and parameters.descendant_of:
        message = "filtering by descendant_of with child_of is not supported"
        raise BadParameter("descendant_of", message)
    if parameters.child_of:
        place = _place(request, "child_of", parameters.child_of)
        yield Condition("tree_depth", [place.depth + 1])
        yield _under(place.path)
    if parameters.descendant_of:
        yield _under(_place(request, "descendant_of", parameters.descendant_of).path)
    if parameters.ancestor_of:
        place = _place(request, "ancestor_of", parameters.ancestor_of)
        yield Condition("tree_path", [place.path[: n * Page.steplen] for n in range(1, place.depth)])
    if parameters.translation_of:
        place = _place(request, "translation_of", parameters.translation_of)
        yield Condition("translation_key", [place.translation_key])
        yield Condition("other_than", [place.page_id])
    if parameters.site:
        yield from _of_site(parameters.site)


def _place(request: HttpRequest, name: str, value: str) -> TreePlace:
    if value == ROOT:
        site = Site.find_for_request(request)
        found = reading.place_of(site.root_page_id) if site else None
    else:
        found = reading.place_of(int(value))
    if found is None:
        raise BadParameter(name, _MISSING[name])
    return found


def _under(path: str) -> Condition:
    span = Page._get_children_path_interval(path)  # noqa: SLF001  # treebeard's own ends of a range
    few = Page.objects.filter(path__range=span).order_by().values("pk")[: FEW + 1].count() <= FEW
    return Condition("tree_span", span) if few else Condition("tree_under", [path])


def _of_site(name: str) -> Iterator[Condition]:
    """Keep the pages of the site at a host, or host and port; the root page is one of them."""
    host, _colon, port = name.partition(":")
    sites = Site.objects.filter(hostname=host, **({"port": port} if port.isdecimal() else {}))
    roots = list(sites.values_list("root_page__path", flat=True)[:2])
    if not roots or (port and not port.isdecimal()):
        raise BadParameter("site", "There is no such site")
    if len(roots) > 1:
        raise BadParameter("site", "Several sites have this host: add a port, such as example.org:8000")
    yield Condition("tree_part", [roots[0]])
