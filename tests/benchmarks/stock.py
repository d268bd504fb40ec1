"""Wagtail's own APIs over the same pages, as yardsticks: v2 with all content of a story, v3 as it comes."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, include, path
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.urls import urlpatterns as real
from news import models, renditions
from news.models.settings import place_of


class _Renditions(dict[int, Any]):
    """The renditions of a picture, looked up when its block asks for them."""

    def __missing__(self, pk: int) -> Any:
        self.update(renditions.find([get_image_model().objects.get(pk=pk)]))
        return self[pk]


class _Topics(dict[int, Any]):
    def __missing__(self, pk: int) -> Any:
        topic = models.Topic.objects.get(pk=pk)
        return {"slug": topic.slug, "name": topic.name, "path": None}


class StockPages(PagesAPIViewSet):
    """The stock view, with what our blocks need to write themselves."""

    def get_serializer_context(self) -> dict[str, Any]:
        """Return the context of blocks."""
        page = Page.objects.first()
        needed = {"renditions": _Renditions(), "topics": _Topics(), "place": place_of(page)}
        return super().get_serializer_context() | needed


def patterns() -> list[Any]:
    """Return the addresses of both, beginning with `stock/`."""
    for page_type in (models.BriefPage, models.NumbersListPage, models.WatchListPage):
        names = ("standfirst", "hero", page_type.items_field, "topics")
        page_type.api_fields = [APIField(name) for name in names]
    router = WagtailAPIRouter("stock_v2")
    router.register_endpoint("pages", StockPages)
    return [
        path("stock/v2/", include((router.get_urlpatterns(), "stock_v2"))),
        path("stock/v3/", include(list(_without_gate()))),
    ]


def _without_gate() -> Iterator[URLPattern]:
    (mounted,) = (p for p in real if str(p.pattern) == "api/v3/")
    for pattern in mounted.url_patterns:
        if isinstance(pattern, URLPattern):
            yield URLPattern(pattern.pattern, pattern.callback.__wrapped__, name=f"stock-{pattern.name}")
