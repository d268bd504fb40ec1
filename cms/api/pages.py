"""One page as stored bytes: one SELECT, three at most with what is joined to it."""

import json

from django.http import Http404, HttpRequest, HttpResponse

from cms.core import clock
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import joined, reading, registry

from .answers import public_answer
from .fields import selection
from .parameters import DetailParameters, refuse_unknown


def detail(request: HttpRequest, page_id: int, parameters: DetailParameters) -> HttpResponse:
    """Answer with the document of one page, and the parts that are joined when it is read."""
    refuse_unknown(request, DetailParameters)
    row = reading.by_id(page_id)
    if row is None:
        raise Http404
    body, etag, sequence, plan = row
    answer = joined.with_parts(bytes(body), plan, now=clock.now())
    if parameters.fields:
        answer = _parts(answer, parameters.fields)
    is_stored = not plan and not parameters.fields
    return public_answer(request, answer, etag=etag if is_stored else etag_of(answer), sequence=sequence)


def _parts(body: bytes, fields: str) -> bytes:
    whole = json.loads(body)
    projection = registry.projections()[whole["meta"]["type"]]
    return canonical(selection(fields, [registry.answer_schema_of(projection)]).of(whole, whole))
