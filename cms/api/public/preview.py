"""One draft for callers with its preview's token: the shape of what is public, and no trace in any cache."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from cms.accounts.throttles import PREVIEW_FROM
from cms.api import throttling
from cms.api.answers import with_sequence
from cms.api.parameters import PageId, refuse_unknown
from cms.core.http import problem
from cms.core.json import canonical
from cms.preview import grants
from cms.preview.models import PreviewGrant

from . import caching
from .errors import missing

GONE = "There is no preview here: the link is incomplete, over, or was taken back. Ask for a new one."
TOKEN = {
    "PreviewToken": {"type": "http", "scheme": "bearer", "description": "What follows `#preview=` in a link."}
}


class PreviewParameters(Schema):
    """What a front end may say about the page that it is about to draw."""

    id: PageId | None = Field(None, description="The page; 404 where the token is for another one.")
    revision: PageId | None = Field(None, description="The revision; 404 where the token is for another one.")


def preview_router(page_schema: Any, problem_schema: type[Schema]) -> Router:
    """Return the router of `/preview/`, whose answers are of `page_schema`."""
    router = Router(tags=["preview"])
    answers: dict[int, Any] = {200: page_schema} | dict.fromkeys((400, 404, 429), problem_schema)

    @router.get(
        "/",
        response=answers,
        summary="Read a draft, with the token of its preview",
        operation_id="cms_api_preview_read_preview",
        openapi_extra={"security": [{"PreviewToken": []}]},
    )
    def read_preview(request: HttpRequest, parameters: Query[PreviewParameters]) -> HttpResponse:
        refuse_unknown(request, PreviewParameters)
        return preview(request, parameters)

    return router


def preview(request: HttpRequest, parameters: PreviewParameters) -> HttpResponse:
    """Answer with the document that the draft would have now; with 404 for all wrong tokens alike."""
    key = grants.key_of(_token(request))
    grant = grants.opened(key) if key else None
    if key and grant is None and (too_many := _too_many(request)):
        return _unseen(too_many)
    if grant is None or not _is_asked(grant, parameters):
        return _unseen(missing(request, GONE))
    document = grants.page_of(grant).preview_document()
    if grant.revision:
        grants.note_view(grant)
    return _unseen(with_sequence(request, HttpResponse(canonical(document), content_type="application/json")))


def _too_many(request: HttpRequest) -> HttpResponse | None:
    """Count a token that was one, and opens nothing any more. A forged one is not worth a query."""
    try:
        throttling.count_refused(request, PREVIEW_FROM)
    except throttling.TooMany as refusal:
        response = problem(refusal.status, refusal.reason)
        for name, value in refusal.headers().items():
            response[name] = value
        return response
    return None


def _token(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _is_asked(grant: PreviewGrant, parameters: PreviewParameters) -> bool:
    return parameters.id in {None, None if grant.is_new else grant.page_id} and parameters.revision in {
        None,
        grant.revision_id,
    }


def _unseen(response: HttpResponse) -> HttpResponse:
    response[caching.CONTROL] = caching.PRIVATE
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
