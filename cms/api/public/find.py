"""A page by its path or id: a redirect to its detail, as Wagtail's pages API gives it, and former paths."""

from typing import Annotated
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Field, Schema
from pydantic import StringConstraints

from cms.api.answers import public_answer, with_sequence
from cms.api.parameters import MIN_SEQUENCE, BadParameter, PageId, refuse_unknown
from cms.api.sites import site_of
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import addresses, reading, redirects
from cms.delivery.redirects import Target

HTMLPath = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x1f\x7f\ufffd]*$")]


class FindParameters(Schema):
    """What `pages/find/` takes: one of both, or the path counts."""

    html_path: HTMLPath | None = Field(
        default=None, description="The path of a page at the site's own address, now or formerly."
    )
    id: PageId | None = Field(default=None, description="The id of a page.")


class RedirectTarget(Schema):
    """Where a redirect leads; `path` and `detail_url` are null where that is no page of ours."""

    target: str
    permanent: bool
    path: str | None
    detail_url: str | None


class FoundRedirect(Schema):
    """The answer for a path at which no page stands any more."""

    redirect: RedirectTarget


def find(request: HttpRequest, parameters: FindParameters) -> HttpResponse:
    """Answer with a redirect (302) to a detail, or tell where a former path leads now."""
    refuse_unknown(request, FindParameters)
    if parameters.html_path is None:
        return _by_id(request, parameters.id)
    site = site_of(request)
    if spot := addresses.current(site, redirects.path_of(parameters.html_path)):
        return _found(request, spot.page_id, spot.sequence)
    target = redirects.follow(site, parameters.html_path)
    if target is None:
        raise Http404
    body = canonical({"redirect": described(target)})
    return public_answer(request, body, etag=etag_of(body), sequence=None)


def described(target: Target) -> dict[str, object]:
    """Return a target as `RedirectTarget` has it."""
    return {
        "target": target.url,
        "permanent": target.is_permanent,
        "path": target.place.path if target.place else None,
        "detail_url": _detail_url(target.place.page_id) if target.place else None,
    }


def _by_id(request: HttpRequest, page_id: int | None) -> HttpResponse:
    if page_id is None:
        raise BadParameter("html_path", "Give html_path or id")
    if not reading.is_public(page_id):
        raise Http404
    return _found(request, page_id, None)


def _found(request: HttpRequest, page_id: int, sequence: int | None) -> HttpResponse:
    # The detail must be as fresh as what was asked for.
    asked = request.GET.get(MIN_SEQUENCE)
    query = "?" + urlencode({MIN_SEQUENCE: asked}) if asked else ""
    return with_sequence(request, HttpResponseRedirect(f"/api/v2/pages/{page_id}/{query}"), sequence)


def _detail_url(page_id: int) -> str:
    return f"{settings.GALLEY_BASE_URL}/api/v2/pages/{page_id}/"
