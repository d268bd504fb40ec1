"""One document, by its id or by its page's address: a single SELECT, which decides visibility too."""

from django.db.models import BigIntegerField, OuterRef, QuerySet, TextField

from . import joined
from .models import PublishedDocument
from .statements import Row, Slot, Statement


def _by_id() -> QuerySet:
    rows = PublishedDocument.objects.visible().with_sequence().filter(page_id=Slot("id", BigIntegerField()))
    plan = joined.plan_of(OuterRef("pk"))
    return rows.annotate(plan=plan).values_list("body", "etag", "site_sequence", "plan")


def _by_url_path() -> QuerySet:
    found = PublishedDocument.objects.visible().with_sequence().at_url_path(Slot("url_path", TextField()))
    return found.values_list("page_id", "site_sequence")


def _public() -> QuerySet:
    return PublishedDocument.objects.visible().filter(page_id=Slot("id", BigIntegerField())).values_list("pk")


_PUBLIC = Statement(_public)
_BY_ID, _BY_URL_PATH = Statement(_by_id), Statement(_by_url_path)


def by_id(page_id: int) -> Row | None:
    """Give body, ETag, the site's sequence and the plan of what is joined, or None."""
    return _BY_ID.first({"id": page_id})


def by_url_path(url_path: str) -> Row | None:
    """Give page id and the site's sequence for Wagtail's current `url_path`, or None."""
    return _BY_URL_PATH.first({"url_path": url_path})


def is_public(page_id: int) -> bool:
    """Whether readers may see the document of a page at this moment."""
    return _PUBLIC.first({"id": page_id}) is not None
