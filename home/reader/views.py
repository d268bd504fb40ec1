"""The reader's pages: each asks the public API, and hands what it answers to a template."""

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found

from cms.api.public import caching

from . import checks, heads, source
from .content_security_policy import NO_PAGES

SPAN = 12  # stories in a list
FOUND = 20
NEWEST = "*"
SAFE = ("GET", "HEAD")
STORIES = "news.StoryPage"
WHOLE = "body,items"  # so that *Read more* needs no second request


def page(request: HttpRequest, document: dict[str, Any], *, is_preview: bool = False) -> HttpResponse:
    """Draw a page from its document, as the API serves it; previews come here, too."""
    name, parts = _parts(request, document)
    context = {"document": document, "is_preview": is_preview, **parts}
    return _drawn(request, f"reader/{name}.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """Draw the search with what it finds, with its words marked."""
    if settings.GALLEY_FRONTEND_URL:
        raise Http404
    words = request.GET.get("q", "").strip()[:200]
    found: dict[str, Any] = {}
    if words:
        asked: dict[str, Any] = {"search": words, "highlight": "true", "limit": FOUND, "type": STORIES}
        with suppress(source.Refused):  # no words in it, only signs
            found = source.read(request, "pages/", **asked)
    return _drawn(request, "reader/search.html", {"words": words, "found": found})


@csrf_exempt  # the token says all: no session is read
def preview(request: HttpRequest) -> HttpResponse:
    """Ask for the token that a link carries behind its `#`, which the script sends; draw what it opens."""
    if settings.GALLEY_FRONTEND_URL:
        raise Http404
    token = request.POST.get("token", "").strip()
    try:
        draft = source.read(request, "preview/", token=token) if token else None
        response = (
            page(request, draft, is_preview=True) if draft else _drawn(request, "reader/preview.html", {})
        )
    except source.Refused as refused:
        parts = {"refused": str(refused)}
        response = _drawn(request, "reader/preview.html", parts, status=refused.status)
        if refused.retry_after:
            response["Retry-After"] = refused.retry_after
    response["Cache-Control"] = caching.PRIVATE
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw what somebody has written, the newest first."""
    if settings.GALLEY_FRONTEND_URL:
        raise Http404
    try:
        found = source.read(request, f"authors/{slug}/")
    except source.Refused as refused:
        raise Http404 from refused
    return _drawn(request, "reader/author.html", {"author": found, **_span(request, author=slug)})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead on from where something was, or say that nothing is; programs and files get Django's answer."""
    if settings.GALLEY_FRONTEND_URL or request.path.startswith(NO_PAGES):
        return page_not_found(request, exception)
    if request.method in SAFE and (moved := _moved(request)):
        return moved
    return _drawn(request, "reader/gone.html", {}, status=HTTPStatus.NOT_FOUND)


def _moved(request: HttpRequest) -> HttpResponse | None:
    """Lead to where the API says that a former address, or an editor's redirect, leads now."""
    try:
        found = source.read(request, "pages/find/", html_path=request.get_full_path())
    except source.Refused:
        return None
    if "redirect" not in found:
        return None
    to = found["redirect"]
    kind = HttpResponsePermanentRedirect if to["permanent"] else HttpResponseRedirect
    response = kind(to["target"])
    caching.control(request, response)  # browsers ask each time: what moved may move back
    return response


def _drawn(request: HttpRequest, template: str, parts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    site, menu = source.read(request, "site/"), source.read(request, "menus/")
    context = {"site": site, "menu": menu["items"], **parts}
    if document := parts.get("document"):
        context |= {
            "description": heads.description_of(document),
            "properties": list(heads.open_graph(document, site_name=site["name"])),
            "issues": _issues(request, document),
            "article": heads.news_article(document, publisher=site["name"]),
        }
    response = TemplateResponse(request, template, context, status=status)
    if parts.get("is_preview"):
        response["Cache-Control"] = caching.PRIVATE
    caching.control(request, response)
    return response


def _issues(request: HttpRequest, document: dict[str, Any]) -> list[str]:
    """Say what the editor should look at, for the panel alone; what shows a draft sets the attributes."""
    if not getattr(request, "in_preview_panel", False):
        return []
    return checks.issues(document, names_hidden_pages=getattr(request, "names_hidden_pages", False))


def _parts(request: HttpRequest, document: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the name of a document's template, and what else it shows."""
    if heads.is_story(document):
        return "story", {}
    if "slots" in document:
        return "front", _presented(request, document, "slots", "latest")
    if "pins" in document:
        return "topic", _presented(request, document, "pins", "feed")
    return "section", _span(request, descendant_of=document["id"])


def _presented(request: HttpRequest, document: dict[str, Any], chosen: str, newest: str) -> dict[str, Any]:
    """Return the cards that a page presents, and the whole stories behind them by id."""
    cards = [card for card in (document["lead"], *document[chosen], *document[newest]) if card]
    wholes = {card["id"]: whole for card in cards if (whole := _whole(request, card["id"]))}
    return {"wholes": wholes, "chosen": document[chosen], "newest": document[newest]}


def _whole(request: HttpRequest, page_id: int) -> source.Answer | None:
    try:
        return source.read(request, f"pages/{page_id}/")
    except source.Refused:
        return None  # withdrawn since its card was read


def _span(request: HttpRequest, **narrowed: Any) -> dict[str, Any]:
    """Return a span of stories; a link to one that is none any more begins at the newest.

    It is empty where readers see no page to narrow it by, as in the preview of a section that is new.
    """
    asked: dict[str, Any] = {"type": STORIES, "limit": SPAN, "fields": WHOLE} | narrowed
    for cursor in (request.GET.get("cursor", NEWEST), NEWEST):
        with suppress(source.Refused):
            return {"span": source.read(request, "pages/", cursor=cursor, **asked)}
    return {"span": {"meta": {}, "items": []}}
