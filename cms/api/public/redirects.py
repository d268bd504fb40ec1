"""The site's redirects that readers may follow, as a list."""

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from cms.api.answers import public_answer
from cms.api.parameters import BoundedOffset, Limit, refuse_unknown
from cms.api.sites import site_of
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import addresses
from cms.delivery.redirects import listed, target_of

from .find import RedirectTarget, described


class RedirectsParameters(Schema):
    """What `redirects/` takes."""

    limit: Limit = 20
    offset: BoundedOffset = 0


class RedirectItem(RedirectTarget):
    """A redirect from `old_path`, which may have a query."""

    old_path: str


class RedirectsMeta(Schema):
    """What the list says of itself."""

    total_count: int


class RedirectList(Schema):
    """Redirects in order of their paths."""

    meta: RedirectsMeta
    items: list[RedirectItem]


def redirects(request: HttpRequest, parameters: RedirectsParameters) -> HttpResponse:
    """Answer with a span of the redirects whose target readers may see."""
    refuse_unknown(request, RedirectsParameters)
    site = site_of(request)
    all_sites = addresses.sites()
    found = listed(site, all_sites)
    span = found[parameters.offset : parameters.offset + parameters.limit]
    targets = ((row.old_path, target_of(row, [site, *all_sites])) for row in span)
    items = [{"old_path": old_path} | described(target) for old_path, target in targets if target]
    body = canonical({"meta": {"total_count": found.count()}, "items": items})
    return public_answer(request, body, etag=etag_of(body), sequence=None)
