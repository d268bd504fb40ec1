"""What topics and authors share: names counted over index rows of documents that are public now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import HttpError

from cms.api.answers import public_answer
from cms.api.parameters import BoundedOffset, Limit, NoParameters, refuse_unknown
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery.models import IndexRow
from cms.delivery.visibility import site_sequence
from cms.publishing.totals import numbers_of
from news.models.topics import NamedSnippet
from news.projections.shared import timestamp


class NamedParameters(Schema):
    """What lists of topics and authors take."""

    limit: Limit = 20
    offset: BoundedOffset = 0


# Slugs to what their cards say besides.
More = Callable[[Iterable[str]], dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Names:
    """The names of one model: index rows of `kind` have their slugs as keys; `address` is their endpoint."""

    model: type[NamedSnippet]
    kind: str
    address: str
    more: More = lambda slugs: {slug: {} for slug in slugs}

    def listing(self, request: HttpRequest, parameters: NamedParameters) -> HttpResponse:
        """Answer with the cards of a span of names, and the total."""
        refuse_unknown(request, NamedParameters)
        cards, sequence = self._cards()
        names = list(cards.values())
        span = names[parameters.offset : parameters.offset + parameters.limit]
        body = canonical({"meta": {"total_count": len(names)}, "items": self._completed(span)})
        return public_answer(request, body, etag=etag_of(body), sequence=sequence)

    def detail(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Answer with the card of one name; 404 where no public story carries it."""
        refuse_unknown(request, NoParameters)
        cards, sequence = self._cards(key=slug)
        if not cards:
            raise HttpError(404, "No public story carries this name.")
        body = canonical(self._completed(cards.values())[0])
        return public_answer(request, body, etag=etag_of(body), sequence=sequence)

    def _cards(self, *, key: str | None = None) -> tuple[dict[str, dict[str, Any]], int | None]:
        """Return cards by slug in order of names, and the sequence if it was read along: three SELECTs."""
        numbers = numbers_of(self.kind, key=key)
        of_name = IndexRow.objects.visible().filter(kind=self.kind, key=OuterRef("slug"))
        newest = Subquery(of_name.order_by("-first_published_at").values("first_published_at")[:1])
        named = self.model.objects.filter(slug__in=list(numbers)).annotate(newest=newest)
        named = named.annotate(sequence=site_sequence()).exclude(newest=None)
        shown = list(named.values_list("slug", "name", "newest", "sequence"))
        cards = {slug: self._card(slug, name, numbers[slug], at) for slug, name, at, _sequence in shown}
        return cards, shown[0][-1] if shown else None

    def _card(self, slug: str, name: str, number: int, newest: datetime) -> dict[str, Any]:
        return {
            "slug": slug,
            "name": name,
            "story_count": number,
            "newest_first_published_at": timestamp(newest),
            "detail_url": f"{settings.GALLEY_BASE_URL}/api/v2/{self.address}/{quote(slug)}/",
        }

    def _completed(self, cards: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        shown = list(cards)
        more = self.more([card["slug"] for card in shown])
        return [card | more[card["slug"]] for card in shown]
