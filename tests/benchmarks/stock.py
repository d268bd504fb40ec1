"""Wagtail's own APIs over the same pages, as yardsticks: v2 with all content of a story, v3 as it comes."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.api.newsroom.scopes import Scope
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
        path("stock/v3/", include(list(_as_superuser()))),
    ]


def _as_superuser() -> Iterator[URLPattern]:
    """Yield Wagtail's v3 without the entrance: the gate asks what the token may, and here it may all."""
    (mounted,) = (p for p in real if str(p.pattern) == "api/v3/")
    for pattern in mounted.url_patterns:
        if isinstance(pattern, URLPattern):
            yield URLPattern(
                pattern.pattern, _let_in(pattern.callback.__wrapped__), name=f"stock-{pattern.name}"
            )


def _let_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, **place: Any) -> HttpResponse:
        request.user = get_user_model().objects.get(username="admin")
        request.auth = SimpleNamespace(user=request.user, grant=SimpleNamespace(scopes=" ".join(Scope)))  # type: ignore[attr-defined]
        return view(request, **place)

    return answer
