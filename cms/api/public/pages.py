"""One page as stored bytes: one SELECT, three at most with what is joined to it."""

import json

from django.http import Http404, HttpRequest, HttpResponse

from cms.api.answers import public_answer
from cms.api.parameters import DetailParameters, refuse_unknown
from cms.core import clock
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import joined, reading, registry
from cms.delivery.surrogates import LIST

from . import caching
from .fields import selection


def detail(request: HttpRequest, page_id: int, parameters: DetailParameters) -> HttpResponse:
    """Answer with the document of one page, or with the parts asked for."""
    refuse_unknown(request, DetailParameters)
    return whole(request, page_id, fields=parameters.fields)


def whole(request: HttpRequest, page_id: int, *, fields: str | None = None) -> HttpResponse:
    """Answer with the document of one page and what is joined when it is read; raise Http404 without one."""
    row = reading.by_id(page_id)
    if row is None:
        raise Http404
    body, etag, sequence, plan, keys = row
    answer = joined.with_parts(bytes(body), plan, now=clock.now())
    if fields:
        answer = _parts(answer, fields)
    is_stored = not plan and not fields
    response = public_answer(request, answer, etag=etag if is_stored else etag_of(answer), sequence=sequence)
    caching.name(response, [LIST, keys] if plan else [keys])
    return response


def _parts(body: bytes, fields: str) -> bytes:
    page = json.loads(body)
    projection = registry.projections()[page["meta"]["type"]]
    return canonical(selection(fields, [registry.answer_schema_of(projection)]).of(page, page))
