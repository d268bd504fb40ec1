"""Lists of pages: stored cards or bodies, joined; by offset with a total, or by cursor with links."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.api.answers import public_answer
from cms.api.parameters import MIN_SEQUENCE, BadParameter, ListParameters, refuse_unknown
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import registry
from cms.delivery.conditions import Condition
from cms.delivery.lists import MATCH, NEWEST_FIRST, ORDERS, Listing, Place, with_match
from cms.delivery.store import CONTRACT_VERSION
from cms.publishing.totals import total_of

from . import caching, cursors, searches, tree
from .cursors import Cursor, Way
from .fields import Selection, selection

Columns = tuple[str, ...]
Named = dict[str, Any]  # a row, by column

_ADDRESS = "/api/v2/pages/"
_BY_NAME = ("type", "topic", "author", "series", "id", "uuid", "slug", "title", "locale")
_BY_TIME = ("published_after", "published_before", "updated_after")


def listing(request: HttpRequest, parameters: ListParameters) -> HttpResponse:
    """Answer with cards, or the parts asked for, and the total or the links to what is beside them."""
    refuse_unknown(request, ListParameters)
    words = searches.words_of(parameters)
    narrowed = [*searches.conditions(words), *_conditions(request, parameters)]
    asked = Listing(narrowed, searches.order_of(parameters))
    chosen = _selection(parameters)
    columns = _columns(parameters, chosen)
    if parameters.cursor is None:
        rows = _rows(asked, columns, limit=parameters.limit, offset=parameters.offset)
        meta: dict[str, Any] = {"total_count": _total(asked, parameters, len(rows))}
    else:
        rows, meta = _span(request, parameters, asked, columns)
    if words and parameters.highlight:
        meta["highlights"] = searches.highlights(rows, words)
    items = b",".join(_item(row, chosen) for row in rows)
    written = canonical(meta)
    # What an answer holds is decided by the question, by what the list says of itself, and by its members.
    tags = [row["etag"].encode() for row in rows]
    etag = etag_of(b"%d" % CONTRACT_VERSION, request.META.get("QUERY_STRING", "").encode(), written, *tags)
    body = b'{"meta":%s,"items":[%s]}' % (written, items)
    sequence = rows[0]["site_sequence"] if rows else None
    response = public_answer(request, body, etag=etag, sequence=sequence)
    members = [row["page_id"] for row in rows] if caching.are_keys_sent() else []
    asked_for = {"topic": parameters.topic, "author": parameters.author}
    caching.name_list(response, types=parameters.type, members=members, **asked_for)
    return response


def _rows(asked: Listing, columns: Columns, *, limit: int, offset: int = 0) -> list[Named]:
    """Return rows with their columns by name."""
    found = asked.rows(*columns, limit=limit, offset=offset)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _total(asked: Listing, parameters: ListParameters, found: int) -> int:
    """Return the total; where the rows end before the limit, they have told it."""
    is_told = found < parameters.limit and (found > 0 or parameters.offset == 0)
    return parameters.offset + found if is_told else total_of(asked)


def _conditions(request: HttpRequest, parameters: ListParameters) -> Iterator[Condition]:
    for name in (*_BY_NAME, *_BY_TIME):
        value = getattr(parameters, name)
        if value:
            yield Condition(name, value if isinstance(value, list) else [value])
    if parameters.show_in_menus:
        yield Condition("show_in_menus", [parameters.show_in_menus in {"true", "1"}])
    yield from tree.conditions(request, parameters)


def _selection(parameters: ListParameters) -> Selection | None:
    if parameters.fields is None:
        return None
    projections = registry.projections()
    of_types = [projections[label] for label in parameters.type] or projections.values()
    return selection(parameters.fields, (s for p in of_types for s in (p.body_schema, p.card_schema)))


def _columns(parameters: ListParameters, chosen: Selection | None) -> Columns:
    contents = ("card",) if chosen is None else ("body",) if chosen.is_everything else ("card", "body")
    match = (MATCH,) if parameters.topic and "card" in contents else ()
    place = () if parameters.cursor is None else (_order_column(parameters), "page_id")
    shown = searches.HIGHLIGHTED if parameters.highlight else ()
    member = ("page_id",) if caching.are_keys_sent() else ()
    return tuple(dict.fromkeys((*contents, *match, "etag", *place, *shown, *member, "site_sequence")))


def _order_column(parameters: ListParameters) -> str:
    return ORDERS[(parameters.order or NEWEST_FIRST).removeprefix("-")]


def _item(row: Named, chosen: Selection | None) -> bytes:
    if chosen and chosen.is_everything:
        return bytes(row["body"])
    card = with_match(bytes(row["card"]), row.get(MATCH))
    return card if chosen is None else canonical(chosen.of(json.loads(bytes(row["body"])), json.loads(card)))


def _span(
    request: HttpRequest, parameters: ListParameters, asked: Listing, columns: Columns
) -> tuple[list[Named], dict[str, Any]]:
    """Return the rows beside a cursor, in the list's order, and the links to the spans before and after."""
    if parameters.offset:
        raise BadParameter("offset", "offset does not go with a cursor")
    cursor = cursors.read(str(parameters.cursor), order=asked.order)
    is_backward = cursor is not None and cursor.way == "previous"
    walked = asked.reversed() if is_backward else asked
    beside = replace(walked, after=cursor.place if cursor else None)
    found = _rows(beside, columns, limit=parameters.limit + 1)
    rows, has_more = found[: parameters.limit], len(found) > parameters.limit
    if is_backward:
        rows.reverse()
    has_next, has_previous = (True, has_more) if is_backward else (has_more, cursor is not None)
    places = [_place(row, parameters) for row in (rows[:1] + rows[-1:])]
    meta: dict[str, Any] = {
        "next": _link(request, asked, "next", places[-1]) if places and has_next else None,
        "previous": _link(request, asked, "previous", places[0]) if places and has_previous else None,
    }
    return rows, meta | ({"total_count": total_of(asked)} if parameters.count else {})


def _place(row: Named, parameters: ListParameters) -> Place:
    return Place(row[_order_column(parameters)], row["page_id"])


def _link(request: HttpRequest, asked: Listing, way: Way, place: Place) -> str:
    query = [(name, v) for name, values in request.GET.lists() for v in values]
    kept = [(name, v) for name, v in query if name not in {"cursor", MIN_SEQUENCE}]
    cursor = cursors.written(Cursor(asked.order, way, place))
    return f"{settings.GALLEY_BASE_URL}{_ADDRESS}?{urlencode([*kept, ('cursor', cursor)])}"
