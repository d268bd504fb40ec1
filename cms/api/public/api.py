"""The public API object: read only, for everybody, at /api/v2/."""

from collections.abc import Iterable
from functools import reduce
from http import HTTPStatus
from operator import or_
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Router, Schema
from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeAliasType

from cms.api import routers
from cms.api.parameters import MAX_SEQUENCE_DIGITS, MIN_SEQUENCE, DetailParameters, ListParameters, PageId
from cms.core.http import PROBLEM_TYPE
from cms.delivery import registry

from . import lists, pages, preview
from .changes import ChangesList, ChangesParameters, changes_since
from .errors import register_errors
from .find import FindParameters, FoundRedirect, find
from .redirects import RedirectList, RedirectsParameters, redirects

READS = ["GET", "HEAD"]
CARDS = "Pages as cards: what a list gives without `fields=`."
PAGES = "Whole pages, without what is joined when one is read: what `fields=*` gives."
PARTS = "Parts of pages: what any other `fields=` gives."
MIN_SEQUENCE_SCHEMA = {
    "in": "query",
    "name": MIN_SEQUENCE,
    "required": False,
    "description": "A sequence that the answer must not be older than; 400 where it was never issued.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 10**MAX_SEQUENCE_DIGITS - 1},
}


class Problem(Schema):
    """An error (RFC 9457), served as application/problem+json."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []


class Highlight(Schema):
    """Where the words of a search stand in a page: HTML of escaped text and `mark`, nothing else."""

    id: int
    title: str
    text: str


class PageParts(Schema):
    """What `fields=` asks for: some of the parts of a card or a page, and of what stands under them."""

    model_config = ConfigDict(extra="allow")


class ListMeta(Schema):
    """What a list says of itself: by offset its total, by cursor what is beside it; `highlights` on request.

    They are in the order of the list, and show the words of a search in headline and text.
    """

    total_count: int | None = None
    next: str | None = None
    previous: str | None = None
    highlights: list[Highlight] | None = None


class PublicNinja(NinjaAPI):
    """Ninja with the one parameter that all endpoints take (see `answers.with_sequence`).

    Operations here have ids of their own: Ninja would make them of the module's path, and generated clients
    would break when a file moves.
    """

    _document: Any = None

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the document, made once a process: Ninja needs a quarter of a second for it."""
        if self._document is None:
            self._document = self._made_document(**kwargs)
        return self._document

    def _made_document(self, **kwargs: Any) -> Any:
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["securitySchemes"] = preview.TOKEN
        for operations in schema["paths"].values():
            operations["get"].setdefault("parameters", []).append(MIN_SEQUENCE_SCHEMA)
            _name_problems(operations["get"]["responses"])
        return schema


def _name_problems(responses: dict[int, Any]) -> None:
    """Name the media type of errors: Ninja knows one for all answers of an API."""
    for status, response in responses.items():
        if status >= HTTPStatus.BAD_REQUEST and "content" in response:
            response["content"] = {PROBLEM_TYPE: response["content"].pop("application/json")}


def public_api() -> NinjaAPI:
    """Return the API over all registered projections; call it once, after the apps are ready."""
    api = PublicNinja(
        title="Galley pages API",
        version="2.0.0",
        description="What a newsroom has published: every answer is made from approved content.",
        urls_namespace="public",
        docs_url=None,
        openapi_url="/openapi.json",
    )
    register_errors(api)
    api.add_router("/pages/", _pages_router())
    api.add_router("/preview/", preview.preview_router(_page(), Problem))
    api.add_router("/changes/", _changes_router())
    api.add_router("/redirects/", _redirects_router())
    for prefix, make_router in routers.registered().items():
        api.add_router(prefix, make_router())
    return api


def _pages_router() -> Router:
    router = Router(tags=["pages"])
    projections, page = registry.projections().values(), _page()
    lists_of: Any = reduce(
        or_,
        (
            _list_of("CardList", _named("Card", (p.card_schema for p in projections)), CARDS),
            _list_of("PageList", _named("ListedPage", (p.body_schema for p in projections)), PAGES),
            _list_of("PartsList", PageParts, PARTS),
        ),
    )

    @router.get(
        "/",
        response={200: lists_of, 304: None, 400: Problem},
        summary="List pages as cards",
        operation_id="cms_api_public_list_pages",
    )
    def list_pages(request: HttpRequest, parameters: Query[ListParameters]) -> HttpResponse:
        return lists.listing(request, parameters)

    found: dict[int, Any] = {200: FoundRedirect, 302: None, 304: None, 400: Problem, 404: Problem}

    @router.get(
        "/find/",
        response=found,
        summary="Find a page by its path, also by a former one, or by id",
        operation_id="cms_api_public_find_page",
    )
    def find_page(request: HttpRequest, parameters: Query[FindParameters]) -> HttpResponse:
        return find(request, parameters)

    @router.get(
        "/{page_id}/",
        response={200: page | PageParts, 304: None, 400: Problem, 404: Problem},
        summary="Read a page",
        operation_id="cms_api_public_read_page",
    )
    def read_page(
        request: HttpRequest, page_id: Path[PageId], parameters: Query[DetailParameters]
    ) -> HttpResponse:
        return pages.detail(request, page_id, parameters)

    return router


def _page() -> Any:
    return _named("Page", map(registry.answer_schema_of, registry.projections().values()))


def _named(name: str, schemas: Iterable[type[BaseModel]]) -> Any:
    """Return a union that the document, and what is generated from it, knows by name."""
    return TypeAliasType(name, reduce(or_, dict.fromkeys(schemas)))


def _list_of(name: str, item: Any, doc: str) -> Any:
    annotations = {"meta": ListMeta, "items": list[item]}
    return type(name, (Schema,), {"__annotations__": annotations, "__doc__": doc})


def _changes_router() -> Router:
    router = Router(tags=["changes"])
    responses: dict[int, Any] = {200: ChangesList, 304: None, 400: Problem, 410: Problem}

    @router.get(
        "/",
        response=responses,
        summary="Follow what changes",
        operation_id="cms_api_public_list_changes",
    )
    def list_changes(request: HttpRequest, parameters: Query[ChangesParameters]) -> HttpResponse:
        return changes_since(request, parameters)

    return router


def _redirects_router() -> Router:
    router = Router(tags=["redirects"])

    @router.get(
        "/",
        response={200: RedirectList, 304: None, 400: Problem},
        summary="List redirects",
        operation_id="cms_api_public_list_redirects",
    )
    def list_redirects(request: HttpRequest, parameters: Query[RedirectsParameters]) -> HttpResponse:
        return redirects(request, parameters)

    return router
