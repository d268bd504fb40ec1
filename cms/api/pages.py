"""Pages as stored bytes: one SELECT for a page, three at most with what is joined to it, or for a list."""

from django.db.models import F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Site

from cms.core import clock
from cms.core.http import etag_of
from cms.delivery import cards, joined
from cms.delivery.models import PublishedDocument
from cms.delivery.visibility import PublishedDocumentQuerySet

from .answers import public_answer
from .parameters import FindParameters, ListParameters, NoParameters, refuse_unknown

_FIELDS = {"id": "page_id"}


def detail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the document of one page, and the parts that are joined when it is read."""
    refuse_unknown(request, NoParameters)
    rows = PublishedDocument.objects.visible().with_sequence().filter(page_id=page_id)
    row = (
        rows.annotate(plan=joined.plan_of(OuterRef("pk")))
        .values_list("body", "etag", "site_sequence", "plan")
        .first()
    )
    if row is None:
        raise Http404
    body, etag, sequence, plan = row
    answer = joined.with_parts(bytes(body), plan, now=clock.now())
    return public_answer(request, answer, etag=etag_of(answer) if plan else etag, sequence=sequence)


def listing(request: HttpRequest, parameters: ListParameters) -> HttpResponse:
    """Answer with cards, or whole documents, and the total of what the filters find."""
    refuse_unknown(request, ListParameters)
    found = _filtered(parameters)
    start, stop = parameters.offset, parameters.offset + parameters.limit
    column = "body" if parameters.fields else "card"
    rows = list(
        _ordered(found, parameters.order)
        .with_sequence()
        .values_list("page_id", column, "site_sequence")[start:stop]
    )
    items = {page_id: bytes(item) for page_id, item, _sequence in rows}
    if parameters.topic and not parameters.fields:
        items = cards.with_matches(items, kind="topic", keys=parameters.topic)
    body = b'{"meta":{"total_count":%d},"items":[%s]}' % (found.count(), b",".join(items.values()))
    return public_answer(request, body, etag=etag_of(body), sequence=rows[0][2] if rows else None)


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
