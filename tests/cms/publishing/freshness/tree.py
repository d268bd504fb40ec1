"""The page tree as plain data: what is public and at which address, worked out without a query of ours."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from wagtail.models import Page, PageViewRestriction, Site


@dataclass(frozen=True)
class Node:
    """A row of the tree."""

    pk: int
    path: str
    slug: str
    live: bool
    locale: str
    alias_of: int | None


class Tree:
    """Every page as it stands now."""

    def __init__(self) -> None:
        rows = Page.objects.values_list("pk", "path", "slug", "live", "locale__language_code", "alias_of_id")
        self.nodes = {row[0]: Node(*row) for row in rows}
        self._by_path = {node.path: node for node in self.nodes.values()}
        self._restricted = set(PageViewRestriction.objects.values_list("page_id", flat=True))
        self._sites = list(Site.objects.select_related("root_page"))

    def line(self, pk: int) -> list[Node]:
        """Return a page's ancestors below the root of the tree, and itself last."""
        path = self.nodes[pk].path
        lengths = range(2 * Page.steplen, len(path) + 1, Page.steplen)
        return [self._by_path[path[:length]] for length in lengths]

    @cached_property
    def public(self) -> set[int]:
        """Return the pages that anybody may see."""
        return {pk for pk in self.nodes if self._is_public(pk)}

    def _is_public(self, pk: int) -> bool:
        source = self.nodes[pk].alias_of
        if source and self.nodes[source].alias_of:
            return False
        return self._is_open(pk) and (not source or self._is_open(source))

    def _is_open(self, pk: int) -> bool:
        line = self.line(pk)
        return bool(line) and all(node.live and node.pk not in self._restricted for node in line)

    def address(self, pk: int) -> tuple[str, str]:
        """Return origin and path of a page, from slugs and the site that it stands under."""
        site = self.site_of(pk)
        if site is None:
            return settings.GALLEY_BASE_URL, "/"
        below = [node for node in self.line(pk) if len(node.path) > len(self.nodes[site.root_page_id].path)]
        return _origin(site), "/" + "".join(f"{node.slug}/" for node in below)

    def site_of(self, pk: int) -> Site | None:
        """Return the site that a page stands under."""
        above = {node.pk for node in self.line(pk)}
        return next((site for site in self._sites if site.root_page_id in above), None)

    def source(self, pk: int) -> int:
        """Return the page whose content an alias shows."""
        alias_of = self.nodes[pk].alias_of
        return self.source(alias_of) if alias_of else pk


def _origin(site: Site) -> str:
    if site.port in {80, 443}:
        return f"http{'s' if site.port == 443 else ''}://{site.hostname}"
    return f"http://{site.hostname}:{site.port}"
