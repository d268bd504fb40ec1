"""Pages as stored bytes: one SELECT for a page, three at most with what is joined to it, or for a list."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Site

from cms.core import clock
from cms.core.http import etag_of
from cms.delivery import joined, reading
from cms.delivery.cards import with_match
from cms.delivery.lists import MATCH, NEWEST_FIRST, Condition, Listing

from .answers import public_answer, with_sequence
from .parameters import FindParameters, ListParameters, NoParameters, refuse_unknown


def detail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the document of one page, and the parts that are joined when it is read."""
    refuse_unknown(request, NoParameters)
    row = reading.by_id(page_id)
    if row is None:
        raise Http404
    body, etag, sequence, plan = row
    answer = joined.with_parts(bytes(body), plan, now=clock.now())
    return public_answer(request, answer, etag=etag_of(answer) if plan else etag, sequence=sequence)


def listing(request: HttpRequest, parameters: ListParameters) -> HttpResponse:
    """Answer with cards, or whole documents, and the total of what the filters find."""
    refuse_unknown(request, ListParameters)
    asked = Listing(_conditions(parameters), parameters.order or NEWEST_FIRST)
    items, sequence = _items(asked, parameters)
    body = b'{"meta":{"total_count":%d},"items":[%s]}' % (asked.count(), b",".join(items))
    return public_answer(request, body, etag=etag_of(body), sequence=sequence)


def _items(asked: Listing, parameters: ListParameters) -> tuple[list[bytes], int | None]:
    """Give what the list holds, and the site's sequence where it was read along."""
    span = {"limit": parameters.limit, "offset": parameters.offset}
    if parameters.fields:
        rows = asked.rows("body", "site_sequence", **span)
        items = [bytes(body) for body, _sequence in rows]
    elif parameters.topic:
        rows = asked.rows("card", MATCH, "site_sequence", **span)
        items = [with_match(bytes(card), item) for card, item, _sequence in rows]
    else:
        rows = asked.rows("card", "site_sequence", **span)
        items = [bytes(card) for card, _sequence in rows]
    return items, rows[0][-1] if rows else None


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


def _conditions(parameters: ListParameters) -> list[Condition]:
    names = ("type", "topic", "slug")
    given = {name: getattr(parameters, name) for name in names}
    return [Condition(n, v if isinstance(v, list) else [v]) for n, v in given.items() if v]
