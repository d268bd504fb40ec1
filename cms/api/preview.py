"""One draft for whoever has its preview's token: the shape of what is public, and no trace in any cache."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from cms.core.json import canonical
from cms.preview import grants
from cms.preview.models import PreviewGrant

from . import caching
from .answers import with_sequence
from .errors import missing
from .parameters import PageId, refuse_unknown

GONE = "There is no preview here: the link is incomplete, over, or was taken back. Ask for a new one."
TOKEN = {
    "PreviewToken": {"type": "http", "scheme": "bearer", "description": "What follows `#preview=` in a link."}
}


class PreviewParameters(Schema):
    """What a front end may say about the page that it is about to draw."""

    id: PageId | None = Field(None, description="The page; 404 where the token is for another one.")
    revision: PageId | None = Field(None, description="The revision; 404 where the token is for another one.")


def preview_router(page_schema: Any, problem: type[Schema]) -> Router:
    """Give the router of `/preview/`, whose answers are of `page_schema`."""
    router = Router(tags=["preview"])
    answers: dict[int, Any] = {200: page_schema, 400: problem, 404: problem}

    @router.get(
        "/",
        response=answers,
        summary="Read a draft, with the token of its preview",
        openapi_extra={"security": [{"PreviewToken": []}]},
    )
    def read_preview(request: HttpRequest, parameters: Query[PreviewParameters]) -> HttpResponse:
        refuse_unknown(request, PreviewParameters)
        return preview(request, parameters)

    return router


def preview(request: HttpRequest, parameters: PreviewParameters) -> HttpResponse:
    """Answer with the document that the draft would have now; with 404 for all wrong tokens alike."""
    grant = grants.opened(_token(request))
    if grant is None or not _is_asked(grant, parameters):
        return _unseen(missing(request, GONE))
    document = grants.page_of(grant).preview_document()
    if grant.revision:
        grants.note_view(grant)
    return _unseen(with_sequence(request, HttpResponse(canonical(document), content_type="application/json")))


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
