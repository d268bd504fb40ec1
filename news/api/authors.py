"""Authors whose names stand under public stories."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from cms.api.parameters import Text
from cms.api.public.api import Problem
from news.models import Author
from news.schemas.named import AuthorCard, AuthorList

from .named import NamedParameters, Names


def authors_router() -> Router:
    """Return the endpoints of authors."""
    router = Router(tags=["authors"])
    names = Names(Author, "author", "authors")
    errors: dict[int, Any] = {304: None, 400: Problem, 404: Problem}

    @router.get("/", response={200: AuthorList, 304: None, 400: Problem}, summary="List authors")
    def list_authors(request: HttpRequest, parameters: Query[NamedParameters]) -> HttpResponse:
        return names.listing(request, parameters)

    @router.get("/{slug}/", response={200: AuthorCard} | errors, summary="Read an author")
    def read_author(request: HttpRequest, slug: Path[Text]) -> HttpResponse:
        return names.detail(request, slug)

    return router
