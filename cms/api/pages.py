"""One page as stored bytes: one SELECT, three at most with what is joined to it."""

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Site

from cms.core import clock
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import joined, reading, registry

from .answers import public_answer, with_sequence
from .fields import selection
from .parameters import DetailParameters, FindParameters, refuse_unknown


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


def find(request: HttpRequest, parameters: FindParameters) -> HttpResponse:
    """Answer with a redirect (302) to the detail of the page at a path of this site."""
    refuse_unknown(request, FindParameters)
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    components = [part for part in parameters.html_path.split("/") if part]
    row = reading.by_url_path(site.root_page.url_path + "".join(f"{part}/" for part in components))
    if row is None:
        raise Http404
    page_id, sequence = row
    return with_sequence(request, HttpResponseRedirect(f"/api/v2/pages/{page_id}/"), sequence)
