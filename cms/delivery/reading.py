"""One document, by its id or by its page's address: a single SELECT, which decides visibility too."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, OuterRef, QuerySet, TextField

from . import joined
from .models import PublishedDocument
from .statements import Row, Slot, Statement


@dataclass(frozen=True)
class TreePlace:
    """Where a page stands in Wagtail's tree at this moment."""

    page_id: int
    path: str
    depth: int
    translation_key: UUID


def _by_id() -> QuerySet:
    rows = PublishedDocument.objects.visible().with_sequence().filter(page_id=Slot("id", BigIntegerField()))
    plan = joined.plan_of(OuterRef("pk"))
    return rows.annotate(plan=plan).values_list("body", "etag", "site_sequence", "plan", "surrogate_keys")


def _by_url_path() -> QuerySet:
    found = PublishedDocument.objects.visible().with_sequence().at_url_path(Slot("url_path", TextField()))
    return found.values_list("page_id", "site_sequence")


def _public() -> QuerySet:
    return PublishedDocument.objects.visible().filter(page_id=Slot("id", BigIntegerField())).values_list("pk")


def _places() -> QuerySet:
    rows = PublishedDocument.objects.visible().filter(page_id=Slot("id", BigIntegerField()))
    return rows.values_list("page_id", "page__path", "page__depth", "page__translation_key")


_PUBLIC, _PLACES = Statement(_public), Statement(_places)
_BY_ID, _BY_URL_PATH = Statement(_by_id), Statement(_by_url_path)


def by_id(page_id: int) -> Row | None:
    """Give body, ETag, the site's sequence, the plan of what is joined and surrogate keys, or None."""
    return _BY_ID.first({"id": page_id})


def by_url_path(url_path: str) -> Row | None:
    """Give page id and the site's sequence for Wagtail's current `url_path`, or None."""
    return _BY_URL_PATH.first({"url_path": url_path})


def is_public(page_id: int) -> bool:
    """Whether readers may see the document of a page at this moment."""
    return _PUBLIC.first({"id": page_id}) is not None


def place_of(page_id: int) -> TreePlace | None:
    """Give the place of a page that readers may see, or None."""
    row = _PLACES.first({"id": page_id})
    return TreePlace(*row) if row else None
