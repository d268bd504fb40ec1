"""Every address that the project answers, walked from the URL resolver, as anonymous visitors ask for it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.test import Client
from django.urls import URLResolver, get_resolver
from wagtail.models import Page, PageViewRestriction

ADMIN = "admin/"
NEWSROOM_API = "api/v3/"
_TREE = ("id", "child_of", "descendant_of", "ancestor_of", "translation_of")
_BY_SLUG = ("slug", "topic", "author", "series")
_CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")
_SAMPLES = {"int": "{pk}", "uuid": "00000000-0000-4000-8000-000000000001"}
_REGEX_ROUTES = {
    r"admin/pages/^(?P<pk>\d+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        "admin/pages/{pk}/revisions/compare/live...latest/"
    ),
    "admin/^.*/$": "admin/nothing/here/",
}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Return the pattern of every leaf of the resolver, as Django writes it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def public_routes() -> list[str]:
    """Return the routes that need neither a login nor a token."""
    return [route for route in routes() if not route.startswith((ADMIN, NEWSROOM_API))]


def newsroom_addresses(pks: Iterable[int]) -> list[str]:
    """Return an address for each route of the newsroom's API and each id."""
    plain = [_CONVERTER.sub("{pk}", r) for r in routes() if r.startswith(NEWSROOM_API)]
    return sorted({"/" + address.replace("{pk}", str(pk)) for address in plain for pk in pks})


def admin_addresses(pks: Iterable[int]) -> list[str]:
    """Return an address for each admin route and each id; what its parameters mean is not known here."""
    plain = [_REGEX_ROUTES.get(r) or _CONVERTER.sub(_sample, r.replace("^", "")) for r in _admin_routes()]
    return sorted({"/" + address.replace("{pk}", str(pk)) for address in plain for pk in pks})


def _admin_routes() -> list[str]:
    return [route for route in routes() if route.startswith(ADMIN)]


def _sample(match: re.Match[str]) -> str:
    return _SAMPLES.get(match.group(1), "news")


def public_addresses(hidden: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return sample addresses by route; a route without any fails the walk that uses them.

    `hidden` holds slugs, site paths and media paths that an attacker may guess.
    """
    pks = list(Page.objects.values_list("pk", flat=True))
    paths = [*_live_paths(), *hidden["paths"]]
    slugs = list(hidden["slugs"])
    lists = [
        "",
        "?limit=100",
        "?order=title&limit=100",
        "?order=-id",
        "?offset=1",
        "?type=wagtailcore.Page&limit=100",
        "?cursor=*&limit=100&count=true",
        "?cursor=*&order=-title&limit=3",
        "?fields=*&limit=100",
        "?fields=_,title,related,topics&limit=100",
        "?descendant_of=root&limit=100",
        "?published_after=2000-01-01&limit=100",
        *(f"?{name}={pk}" for name in _TREE for pk in pks),
    ]
    restriction = PageViewRestriction.objects.values_list("pk", flat=True).first() or 1
    return {
        "healthz": ["/healthz"],
        "readyz": ["/readyz"],
        "metrics": ["/metrics"],
        ".well-known/security.txt": ["/.well-known/security.txt"],
        "api/v2/openapi.json": ["/api/v2/openapi.json"],
        "api/v2/": ["/api/v2/"],
        "api/v2/pages/": [
            *(f"/api/v2/pages/{query}" for query in lists),
            *(f"/api/v2/pages/?{name}={slug}" for name in _BY_SLUG for slug in slugs),
            *(f"/api/v2/pages/?search={slug}&highlight=true" for slug in slugs),
            "/api/v2/pages/?search=a+the+of+see&search_operator=or&highlight=true&limit=100",
        ],
        "api/v2/pages/find/": [
            *(f"/api/v2/pages/find/?html_path={path}" for path in paths),
            *(f"/api/v2/pages/find/?id={pk}" for pk in pks),
        ],
        "api/v2/redirects/": ["/api/v2/redirects/?limit=100", "/api/v2/redirects/"],
        "api/v2/pages/<page_id>/": [
            f"/api/v2/pages/{pk}/{query}" for pk in pks for query in ("", "?fields=_,title")
        ],
        "api/v2/menus/": ["/api/v2/menus/"],
        "api/v2/site/": ["/api/v2/site/"],
        "api/v2/preview/": ["/api/v2/preview/", *(f"/api/v2/preview/?id={pk}" for pk in pks)],
        "api/v2/changes/": ["/api/v2/changes/?limit=100", "/api/v2/changes/?since=20&limit=100"],
        "api/v2/series/": ["/api/v2/series/"],
        "api/v2/series/<slug>/": [f"/api/v2/series/{slug}/" for slug in slugs],
        "api/v2/series/<slug>.csv": [f"/api/v2/series/{slug}.csv" for slug in slugs],
        **{
            address: [f"/{address.replace('<slug>', slug)}" for slug in slugs]
            for address in ("api/v2/topics/<slug>/", "api/v2/authors/<slug>/")
        },
        "api/v2/topics/": ["/api/v2/topics/?limit=100", "/api/v2/topics/"],
        "api/v2/authors/": ["/api/v2/authors/?limit=100", "/api/v2/authors/"],
        "api/v2/calendar/": ["/api/v2/calendar/?from=2020-01-01&to=2029-12-31", "/api/v2/calendar/"],
        "api/v2/calendar.ics": ["/api/v2/calendar.ics?from=2020-01-01&to=2029-12-31"],
        "^api/": ["/api/", "/api/v4/"],
        "authors/<slug:slug>/": [f"/authors/{slug}/" for slug in slugs],
        "preview/": ["/preview/"],
        "search/": ["/search/", "/search/?q=a+the+of+see"],
        "media/<path:path>": [f"/media/{path}" for path in hidden["media"]],
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": [
            f"/_util/authenticate_with_password/{restriction}/{pk}/" for pk in pks
        ],
        "_util/login/": ["/_util/login/"],
        r"^((?:[\w\-]+/)*)$": paths,
    }


def _live_paths() -> list[str]:
    return [url for page in Page.objects.live() if (url := page.get_url()) is not None]


def answer_text(answer: Any) -> str:
    """Return headers and body of an answer as one text, in lower case."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.items())}\n{answer.cookies}\n{body.decode('utf-8', errors='replace')}".lower()


def holders(reader: Client, addresses: Iterable[str], marker: str) -> list[str]:
    """Return the addresses whose answer holds the marker, in any header or in the body."""
    answers = ((address, answer_text(reader.get(address))) for address in addresses)
    return [address for address, text in answers if marker in text]


def writing_routes() -> list[str]:
    """Return the routes behind a login or a token that may write: all but views that know no POST."""
    return [route for route, view in _views() if route.startswith((ADMIN, NEWSROOM_API)) and _may_write(view)]


def _views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern, route)
        else:
            yield route, pattern.callback


def _may_write(view: Any) -> bool:
    # Wagtail's page views are functions around classes; API views say nothing about their methods.
    view_class = getattr(view, "view_class", None)
    return view_class is None or any(hasattr(view_class, name) for name in ("post", "put", "patch", "delete"))
