"""The menu: pages that are public now and were approved with *Show in menus*."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from ninja import Router
from wagtail.models import Page

from cms.api.answers import public_answer
from cms.api.parameters import NoParameters, refuse_unknown
from cms.api.public.api import Problem
from cms.api.sites import site_of
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery.models import IndexRow
from cms.delivery.statements import Row, Slot, Statement
from news.projections.menus import KIND
from news.schemas.site import Menu

MAX_ITEMS = 200


def menus_router() -> Router:
    """Return the endpoint of the menu."""
    router = Router(tags=["site"])
    responses: dict[int, Any] = {200: Menu, 304: None, 400: Problem}

    @router.get("/", response=responses, summary="Read the menu")
    def read_menu(request: HttpRequest) -> HttpResponse:
        return menu(request)

    return router


def menu(request: HttpRequest) -> HttpResponse:
    """Answer with the menu of the site: what was approved, where the pages stand now."""
    refuse_unknown(request, NoParameters)
    site = site_of(request)
    rows = _rows(site.root_page)
    body = canonical({"items": nested((path, json.loads(bytes(payload))) for path, payload, _now in rows)})
    return public_answer(request, body, etag=etag_of(body), sequence=rows[0][-1] if rows else None)


def nested(rows: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return items under the nearest of their ancestors that is in the menu; `rows` come in tree order."""
    top: list[dict[str, Any]] = []
    above: list[tuple[str, list[dict[str, Any]]]] = [("", top)]
    for path, values in rows:
        while not path.startswith(above[-1][0]):
            above.pop()
        item = values | {"children": []}
        above[-1][1].append(item)
        above.append((path, item["children"]))
    return top


def _under() -> QuerySet[Any]:
    place, path, root = "document__page__path", Slot("path", TextField()), Slot("root", BigIntegerField())
    rows = IndexRow.objects.visible().with_sequence().filter(kind=KIND, **{f"{place}__startswith": path})
    return rows.exclude(document=root).order_by(place).values_list(place, "payload", "site_sequence")


_UNDER = Statement(_under)


def _rows(root: Page) -> list[Row]:
    return _UNDER.rows({"path": root.path, "root": root.pk}, limit=MAX_ITEMS)
