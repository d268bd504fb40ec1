"""Wagtail's own pages API beside ours, over one world, and how the answers of both are compared."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import path
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.rich_text import APIRichText
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.rich_text import RichText

from cms.core import clock
from cms.publishing.freshness import rebuild
from cms.urls import urlpatterns as galley_urls
from home.models import HomePage
from news.models import NewsIndexPage
from tests.newsroom import Newsroom, publish_directly

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True, "standfirst": "In one sentence."}
OURS, STOCK, UNTOUCHED = "v2", "stock", "untouched"


class PublicPages(PagesAPIViewSet):
    """Stock without the rows under an unpublished page, which it shows: all else is its own."""

    def get_base_queryset(self) -> Any:
        """Return what stock shows, where no ancestor is hidden."""
        hidden = Page.objects.filter(live=False).values_list("path", flat=True)
        found = super().get_base_queryset()
        for above in hidden:
            found = found.exclude(path__startswith=above)
        return found


def router(name: str, viewset: type[PagesAPIViewSet]) -> WagtailAPIRouter:
    """Return a router with a pages endpoint."""
    made = WagtailAPIRouter(name)
    made.register_endpoint("pages", viewset)
    return made


urlpatterns = [
    path("api/stock/", router(STOCK, PublicPages).urls),
    path("api/untouched/", router(UNTOUCHED, PagesAPIViewSet).urls),
    *galley_urls,
]


class Paragraphs(Field):
    """The paragraphs of a brief as stock writes rich text."""

    def to_representation(self, value: Any) -> list[Any]:
        """Return them in the format that the request names."""
        form = self.context["_wagtail_rich_text_format"]
        blocks = [block for block in value if block.block_type == "paragraph"]
        return [APIRichText.serialize(block.value.source, format=form) for block in blocks]


STORY_FIELDS = [APIField("standfirst"), APIField("uuid")]
BRIEF_FIELDS = [APIField("body", serializer=Paragraphs())]
STORY_META_FIELDS = [APIField("last_published_at")]


def furnished(newsroom: Newsroom) -> dict[str, int]:
    """Return the ids of pages by name: all formats, places, a translation, an alias, and what is hidden."""
    world = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world", show_in_menus=True))
    topic = newsroom.topic_page("Yemen")
    abroad = _story(newsroom, world, "abroad", seo_title="Abroad")
    stories = {kind: _story(newsroom, newsroom.news, kind, kind) for kind in ("numbers", "watch")}
    link = RichText(f'<p>From <a linktype="page" id="{abroad.pk}">there</a>, <b>today</b>.</p>')
    body = [*newsroom.items("brief"), ("paragraph", link)]
    stories["brief"] = _story(newsroom, newsroom.news, "brief", body=body)
    german = _story(
        newsroom,
        world,
        "ausland",
        locale=Locale.objects.get_or_create(language_code="de")[0],
        translation_key=abroad.translation_key,
    )
    alias = abroad.create_alias(parent=newsroom.news, update_slug="alias")
    named = {"home": newsroom.home, "news": newsroom.news, "world": world, "topic": topic}
    named |= stories | {"abroad": abroad, "german": german, "alias": alias}
    found = named | _hidden(newsroom) | _second_site(newsroom)
    while rebuild.walk(now=clock.now()):
        pass
    return {name: page.pk for name, page in found.items()}


def _hidden(newsroom: Newsroom) -> dict[str, Any]:
    closed = publish_directly(newsroom.home, NewsIndexPage(title="Closed", slug="closed"))
    left = _story(newsroom, closed, "left")
    type(closed).objects.get(pk=closed.pk).unpublish(user=newsroom.publisher)
    members = publish_directly(newsroom.home, NewsIndexPage(title="Members", slug="members"))
    secret = _story(newsroom, members, "secret")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    draft = newsroom.draft(title="Draft", slug="draft", **PLAIN)
    return {"closed": closed, "left": left, "members": members, "secret": secret, "draft": draft}


def _second_site(newsroom: Newsroom) -> dict[str, Any]:
    root = Page.objects.get(depth=1)
    home = publish_directly(root, HomePage(title="Second", slug="second"))
    Site.objects.create(hostname="second.example.org", port=443, root_page=home)
    section = publish_directly(home, NewsIndexPage(title="There", slug="there"))
    return {"second": home, "there": section, "elsewhere": _story(newsroom, section, "elsewhere")}


def _story(newsroom: Newsroom, parent: Page, slug: str, kind: str = "brief", **fields: Any) -> Any:
    page = newsroom.draft(kind, title=f"Story {slug}", slug=slug, **PLAIN | fields)
    newsroom.publish(page)
    if parent.pk != newsroom.news.pk:
        page.move(Page.objects.get(pk=parent.pk), pos="last-child")
    return type(page).objects.get(pk=page.pk)


Answer = tuple[int, Any]


def answer(reader: Client, api: str, question: str) -> Answer:
    """Return status and what is said: JSON, or where a redirect leads; addresses and times as ours."""
    response = reader.get(f"/api/{api}/pages/{question}")
    if response.status_code == 302:
        return 302, re.sub(r"^.*/api/\w+/|\?$", "", response["Location"])
    text = response.content.decode().replace(f"/api/{api}/", "/api/v2/")
    return response.status_code, json.loads(re.sub(r"(T\d\d:\d\d:\d\d)\.\d+Z", r"\1Z", text))


def lacks(ours: Any, stock: Any, where: str = "") -> Iterator[str]:
    """Return where ours does not hold what stock has: every key, and every member of every list in order."""
    if isinstance(stock, dict) and isinstance(ours, dict):
        for name, value in stock.items():
            if name in ours:
                yield from lacks(ours[name], value, f"{where}.{name}")
            else:
                yield f"{where}.{name} is missing"
    elif isinstance(stock, list) and isinstance(ours, list) and len(ours) == len(stock):
        for number, (one, other) in enumerate(zip(ours, stock, strict=True)):
            yield from lacks(one, other, f"{where}[{number}]")
    elif ours != stock:
        yield f"{where} is {ours!r:.200}, stock {stock!r:.200}"


def differences(reader: Client, question: str) -> list[str]:
    """Return what differs between both answers to a question, status included."""
    (status, ours), (stock_status, stock) = (answer(reader, api, question) for api in (OURS, STOCK))
    if status != stock_status:
        return [f"{question}: {status} {ours!r:.200}, stock {stock_status} {stock!r:.200}"]
    if status >= 400:
        return []
    if isinstance(stock, dict) and "items" in stock and "order=" not in question:
        ours, stock = _by_content(ours), _by_content(stock)
    return [f"{question}: {found}" for found in lacks(ours, stock)]


def _by_content(found: dict[str, Any]) -> dict[str, Any]:
    """Sort a list that nobody ordered: stock's own order is that of the tree, ours the newest first."""
    return found | {"items": sorted(found["items"], key=lambda item: item.get("id", 0))}
