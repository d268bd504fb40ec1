"""Wagtail's redirects, as readers may follow them: read live, since an editor's redirect needs no review.

A redirect leads to a public page or to another host. One to a page that is not public is as if it were not
there. A link to a host of ours is followed as an address of it, so that it shows no more than the page there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from . import addresses
from .addresses import Place, Spot
from .models import PublishedDocument

MAX_HOPS = 3
# A link to one of `{}`, the hosts: in group 2 which, in group 4 its path and query.
_OWN = r"^https?://([^/?#]*@)?({})\.?(:[0-9]*)?([/?#\\].*)?$"
_OTHER = r"^https?://[^/\\]"


@dataclass(frozen=True)
class Target:
    """Where a redirect leads: to a public page, or to `url` of another host."""

    url: str
    is_permanent: bool
    place: Place | None = None


@dataclass(frozen=True)
class _Hop:
    """One step: to a public page, or along a link; neither where nothing leads on."""

    spot: Spot | None = None
    link: str = ""
    is_permanent: bool = True


def listed(site: Site, all_sites: Sequence[Site]) -> QuerySet[Redirect]:
    """Return the redirects of a site that lead to public pages and other hosts, in order of paths."""
    other = Q(redirect_link__iregex=_OTHER) & ~Q(redirect_link__iregex=_own(all_sites))
    shown = Q(is_public=True) | Q(redirect_page=None) & other
    rows = _with_publicity(Redirect.objects.filter(shown_at(site))).filter(shown)
    # Of two redirects from one path, that of the site counts.
    of_site = rows.filter(site=site, old_path=OuterRef("old_path"))
    return rows.exclude(Exists(of_site), site=None).select_related("redirect_page").order_by("old_path", "pk")


def target_of(redirect: Redirect, preferred: Sequence[Site]) -> Target | None:
    """Return where a redirect that is `listed` leads, as it says itself."""
    page = redirect.redirect_page
    if page is None:
        return Target(redirect.redirect_link, redirect.is_permanent)
    place = addresses.place_of(Spot(page.pk, page.url_path), preferred)
    return Target(place.url, redirect.is_permanent, place) if place else None


def follow(site: Site, asked: str) -> Target | None:
    """Return where redirects and the moves of pages lead from an address at which no page stands now.

    `asked` is a path, with or without a query. None where it leads nowhere, in a circle, or over more than
    `MAX_HOPS` redirects.
    """
    is_permanent = True
    for _ in range(MAX_HOPS):
        hop = _hop(site, asked)
        is_permanent = is_permanent and hop.is_permanent
        if hop.spot or not hop.link:
            return _at(hop.spot, site, is_permanent=is_permanent)
        own = _own_address(hop.link, site)
        if own is None:
            return Target(hop.link, is_permanent) if re.match(_OTHER, hop.link, re.IGNORECASE) else None
        site, asked = own
        if spot := addresses.current(site, path_of(asked)):
            return _at(spot, site, is_permanent=is_permanent)
    return None


def path_of(asked: str) -> str:
    """Return the plain path of what was asked for, without its query."""
    return addresses.plain(re.split("[?#]", asked, maxsplit=1)[0])


def shown_at(site: Site) -> Q:
    """Keep redirects of a site, and those of all sites."""
    return Q(site=site) | Q(site=None)


def _at(spot: Spot | None, site: Site, *, is_permanent: bool) -> Target | None:
    if spot is None:
        return None
    place = addresses.place_of(spot, [site]) or addresses.place_of(spot, addresses.sites())
    return Target(place.url, is_permanent, place) if place else None


def _hop(site: Site, asked: str) -> _Hop:
    """Follow the redirect of an address: the exact one before that of its path, the site's before others."""
    names = _names_of(asked)
    rows = _with_publicity(Redirect.objects.filter(shown_at(site), old_path__in=names))
    rows = rows.filter(Q(is_public=True) | Q(redirect_page=None)).select_related("redirect_page")
    found = sorted(rows, key=lambda row: (names.index(row.old_path), row.site_id is None))
    if not found:
        return _Hop(addresses.former(site, path_of(asked)))
    page, is_permanent = found[0].redirect_page, found[0].is_permanent
    if page is None:
        return _Hop(link=found[0].redirect_link, is_permanent=is_permanent)
    return _Hop(Spot(page.pk, page.url_path), is_permanent=is_permanent)


def _with_publicity(rows: QuerySet[Redirect]) -> QuerySet[Redirect]:
    public = PublishedDocument.objects.visible().filter(page=OuterRef("redirect_page"))
    found: QuerySet[Redirect] = rows.annotate(is_public=Exists(public))
    return found


def _names_of(asked: str) -> list[str]:
    """Return what a redirect may call an address (`Redirect.old_path`), the most exact first."""
    path, _, query = asked.partition("#")[0].partition("?")
    paths = ["/" + "/".join(part for part in p.split("/") if part) for p in (path, addresses.plain(path))]
    exact = [Redirect.normalise_path(f"{p}?{query}") for p in paths] if query else []
    return list(dict.fromkeys([*exact, *map(Redirect.normalise_path, paths)]))


def _own_address(link: str, site: Site) -> tuple[Site, str] | None:
    """Return site and address of a link to a host of ours, or of a link without a host."""
    if re.match(r"/(?![/\\])", link):
        return site, link
    all_sites = addresses.sites()
    match = re.match(_own(all_sites), link, re.IGNORECASE)
    if match is None:
        return None
    host = match.group(2).lower()
    return next(s for s in all_sites if s.hostname.lower() == host), match.group(4) or "/"


def _own(all_sites: Sequence[Site]) -> str:
    return _OWN.format("|".join(re.escape(site.hostname) for site in all_sites))
