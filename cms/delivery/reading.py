"""Documents by id or by address: a single SELECT, which decides visibility too."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, OuterRef, QuerySet, TextField

from . import joined
from .conditions import SEARCH
from .models import PublishedDocument, SearchIndex
from .statements import Row, Slot, Statement, numbered, slots
from .visibility import of_pages


@dataclass(frozen=True)
class TreePlace:
    """Where a page stands in Wagtail's tree at this moment."""

    page_id: int
    path: str
    depth: int
    translation_key: UUID


@dataclass(frozen=True)
class PublicPage:
    """What other documents show of a page that readers may see."""

    page_id: int
    type: str
    title: str
    path: str


def _by_id() -> QuerySet[Any]:
    rows = PublishedDocument.objects.visible().with_sequence().filter(page_id=Slot("id", BigIntegerField()))
    plan = joined.plan_of(OuterRef("pk"))
    found: QuerySet[Any] = rows.annotate(plan=plan).values_list(
        "body", "etag", "site_sequence", "plan", "surrogate_keys"
    )
    return found


def _by_url_path() -> QuerySet[Any]:
    found = PublishedDocument.objects.visible().with_sequence().at_url_path(Slot("url_path", TextField()))
    return found.values_list("page_id", "site_sequence")


def _public() -> QuerySet[Any]:
    return PublishedDocument.objects.visible().filter(page_id=Slot("id", BigIntegerField())).values_list("pk")


def _places() -> QuerySet[Any]:
    rows = PublishedDocument.objects.visible().filter(page_id=Slot("id", BigIntegerField()))
    return rows.values_list("page_id", "page__path", "page__depth", "page__translation_key")


def _matching() -> QuerySet[Any]:
    return (
        SearchIndex.objects.filter(words__matches=Slot(SEARCH, TextField())).order_by("-pk").values_list("pk")
    )


_MATCHING = Statement(_matching)
_PUBLIC, _PLACES = Statement(_public), Statement(_places)
_BY_ID, _BY_URL_PATH = Statement(_by_id), Statement(_by_url_path)


def by_id(page_id: int) -> Row | None:
    """Return body, ETag, the site's sequence, the plan of what is joined and surrogate keys, or None."""
    return _BY_ID.first({"id": page_id})


def by_url_path(url_path: str) -> Row | None:
    """Return page id and the site's sequence for Wagtail's current `url_path`, or None."""
    return _BY_URL_PATH.first({"url_path": url_path})


def is_public(page_id: int) -> bool:
    """Whether readers may see the document of a page at this moment."""
    return _PUBLIC.first({"id": page_id}) is not None


def place_of(page_id: int) -> TreePlace | None:
    """Return the place of a page that readers may see, or None."""
    row = _PLACES.first({"id": page_id})
    return TreePlace(*row) if row else None


def search_floor(query: str, *, most: int) -> int | None:
    """Return the id from which on exactly `most` documents match a query; None where fewer do."""
    rows = _MATCHING.rows({SEARCH: query}, limit=1, offset=most - 1)
    return int(rows[0][0]) if rows else None


def public_pages(page_ids: Iterable[int]) -> dict[int, PublicPage]:
    """Return those of the pages that readers may see, by id, in one SELECT; none for no ids."""
    ids = sorted({pk for pk in page_ids if 0 < pk < 2**63})  # a link in a text may name any number
    rows = _pages(len(ids)).rows(numbered("id", ids), limit=len(ids)) if ids else []
    return {row[0]: PublicPage(*row) for row in rows}


@lru_cache
def _pages(count: int) -> Statement:
    def build() -> QuerySet[Any]:
        found = PublishedDocument.objects.visible().filter(of_pages(slots("id", count, BigIntegerField())))
        return found.values_list("page_id", "type", "title", "path")

    return Statement(build)
