"""Pages as stored bytes: one SELECT for a page, two for a list, none of them loads a page."""

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Site

from cms.core.http import etag_of
from cms.delivery.models import PublishedDocument
from cms.delivery.visibility import PublishedDocumentQuerySet

from .answers import public_answer
from .parameters import FindParameters, ListParameters, NoParameters, refuse_unknown

_FIELDS = {"id": "page_id"}


def detail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the document of one page."""
    refuse_unknown(request, NoParameters)
    rows = PublishedDocument.objects.visible().with_sequence().filter(page_id=page_id)
    row = rows.values_list("body", "etag", "site_sequence").first()
    if row is None:
        raise Http404
    body, etag, sequence = row
    return public_answer(request, bytes(body), etag=etag, sequence=sequence)


def listing(request: HttpRequest, parameters: ListParameters) -> HttpResponse:
    """Answer with cards and the total of what the filters find."""
    refuse_unknown(request, ListParameters)
    found = _filtered(parameters)
    start, stop = parameters.offset, parameters.offset + parameters.limit
    rows = list(
        _ordered(found, parameters.order).with_sequence().values_list("card", "site_sequence")[start:stop]
    )
    total = found.count()
    cards = b",".join(bytes(card) for card, _sequence in rows)
    body = b'{"meta":{"total_count":%d},"items":[%s]}' % (total, cards)
    return public_answer(request, body, etag=etag_of(body), sequence=rows[0][1] if rows else None)


def find(request: HttpRequest, parameters: FindParameters) -> HttpResponse:
    """Answer with a redirect (302) to the detail of the page at a path of this site."""
    refuse_unknown(request, FindParameters)
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    components = [part for part in parameters.html_path.split("/") if part]
    url_path = site.root_page.url_path + "".join(f"{part}/" for part in components)
    page_id = (
        PublishedDocument.objects.visible().at_url_path(url_path).values_list("page_id", flat=True).first()
    )
    if page_id is None:
        raise Http404
    return HttpResponseRedirect(f"/api/v2/pages/{page_id}/")


def _filtered(parameters: ListParameters) -> PublishedDocumentQuerySet:
    found: PublishedDocumentQuerySet = PublishedDocument.objects.visible()
    if parameters.type:
        found = found.filter(type__in=parameters.type)
    if parameters.topic:
        found = found.indexed("topic", parameters.topic)
    if parameters.slug is not None:
        found = found.filter(slug=parameters.slug)
    return found


def _ordered(found: PublishedDocumentQuerySet, order: str | None) -> PublishedDocumentQuerySet:
    if order is None:
        return found.newest_first()
    name = order.removeprefix("-")
    field = F(_FIELDS.get(name, name))
    # The id decides ties, so that pages of a list neither repeat nor skip a story.
    return found.order_by(field.desc() if order.startswith("-") else field.asc(), F("page_id").desc())
