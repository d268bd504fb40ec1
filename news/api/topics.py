"""Topics that public stories, or items of theirs, carry."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from cms.api.parameters import Text
from cms.api.public.api import Problem
from cms.delivery.models import PublishedDocument
from news.models import Topic
from news.schemas.named import TopicCard, TopicList

from .named import NamedParameters, Names


def topics_router() -> Router:
    """Return the endpoints of topics."""
    router = Router(tags=["topics"])
    names = Names(Topic, "topic", "topics", _paths)
    errors: dict[int, Any] = {304: None, 400: Problem, 404: Problem}

    @router.get("/", response={200: TopicList, 304: None, 400: Problem}, summary="List topics")
    def list_topics(request: HttpRequest, parameters: Query[NamedParameters]) -> HttpResponse:
        return names.listing(request, parameters)

    @router.get("/{slug}/", response={200: TopicCard} | errors, summary="Read a topic")
    def read_topic(request: HttpRequest, slug: Path[Text]) -> HttpResponse:
        return names.detail(request, slug)

    return router


def _paths(slugs: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the path of each topic's page, the oldest of several that are public."""
    slug_of = "page__topicpage__topic__slug"
    pages = PublishedDocument.objects.visible().filter(**{f"{slug_of}__in": slugs}).order_by("-page_id")
    paths = dict(pages.values_list(slug_of, "path"))
    return {slug: {"path": paths.get(slug)} for slug in slugs}
