"""Who may be seen: decided in the reading SELECT itself, from Wagtail's current rows."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from wagtail.models import Page

from .search import Distance

MAX_DEPTH = 12  # deeper pages are not shown: their ancestors could not be checked


def _is_open(page: str) -> Q:
    """Keep where the page that the relation `page` leads to, and all its ancestors, are open to everybody."""
    return ~Q(Exists(_hidden_self_or_ancestor(page))) & Q(**{f"{page}__depth__lte": MAX_DEPTH})


def _hidden_self_or_ancestor(page: str) -> models.QuerySet[Page]:
    paths = [Substr(OuterRef(f"{page}__path"), 1, depth * Page.steplen) for depth in range(2, MAX_DEPTH + 1)]
    hides = Q(live=False) | Q(view_restrictions__isnull=False)
    found: models.QuerySet[Page] = Page.objects.filter(hides, path__in=paths).order_by()
    return found


def of_pages(ids: Sequence[Any]) -> Q:
    """Keep the documents of pages; Django takes no expressions in an `in` lookup of a relation."""
    return reduce(or_, (Q(page_id=pk) for pk in ids))


def site_sequence() -> Subquery:
    """Return the site's sequence as a column."""
    return Subquery(apps.get_model("delivery", "Sequence").objects.values("value")[:1])


class PublishedDocumentQuerySet(models.QuerySet[Any]):
    """Documents as readers may see them."""

    def visible(self) -> "PublishedDocumentQuerySet":
        """Keep documents whose page and all its ancestors are live and unrestricted at this moment.

        An alias shows what its source shows, so the same holds for the source; its own source is not looked
        for, and an alias of an alias is not shown.
        """
        is_alias_of_open = Q(page__alias_of__alias_of__isnull=True) & _is_open("page__alias_of")
        return self.filter(_is_open("page"), Q(page__alias_of__isnull=True) | is_alias_of_open)

    def with_sequence(self) -> "PublishedDocumentQuerySet":
        """Carry the site's sequence as `site_sequence`, read in the same SELECT."""
        found: PublishedDocumentQuerySet = self.annotate(site_sequence=site_sequence())
        return found

    def indexed(self, kind: str, keys: Sequence[Any]) -> "PublishedDocumentQuerySet":
        """Keep documents that have one of `keys` under `kind`."""
        rows = apps.get_model("delivery", "IndexRow").objects
        return self.filter(Exists(rows.filter(document=OuterRef("pk"), kind=kind, key__in=keys)))

    def matching(self, query: Any) -> "PublishedDocumentQuerySet":
        """Keep documents that fit the words of a query (`search.Words.as_query`)."""
        return self.filter(search_index__words__matches=query)

    def nearest_first(self, query: Any) -> "PublishedDocumentQuerySet":
        """Order what matches the query by nearness, then newest first; the page id decides ties."""
        distance = Distance("search_index__words", query)
        return self.order_by(distance.asc(), F("first_published_at").desc(), F("page_id").desc())

    def with_kind(self, kind: str, is_wanted: Any) -> "PublishedDocumentQuerySet":
        """Keep documents that have index rows of `kind`; where that is not wanted, those that have none."""
        rows = apps.get_model("delivery", "IndexRow").objects.filter(document=OuterRef("pk"), kind=kind)
        found: PublishedDocumentQuerySet = self.annotate(has_kind=Exists(rows)).filter(has_kind=is_wanted)
        return found

    def at_url_path(self, url_path: Any) -> "PublishedDocumentQuerySet":
        """Find by Wagtail's current `url_path`, so that a stale stored path hides nothing."""
        return self.filter(page__url_path=url_path)

    def newest_first(self) -> "PublishedDocumentQuerySet":
        """Order by first publication, newest first; the page id decides ties."""
        return self.order_by(F("first_published_at").desc(), F("page_id").desc())


class IndexRowQuerySet(models.QuerySet[Any]):
    """Index rows as readers may see them."""

    def visible(self) -> "IndexRowQuerySet":
        """Keep the rows of visible documents."""
        documents = apps.get_model("delivery", "PublishedDocument").objects
        # Asked row by row: a planner may make an `in` of all documents there are.
        return self.filter(Exists(documents.visible().filter(pk=OuterRef("document_id"))))

    def with_sequence(self) -> "IndexRowQuerySet":
        """Carry the site's sequence as `site_sequence`, read in the same SELECT."""
        found: IndexRowQuerySet = self.annotate(site_sequence=site_sequence())
        return found

    def in_order(self) -> "IndexRowQuerySet":
        """Order by `sort`; then by first publication and by writing, within a document its items' order."""
        return self.order_by("sort", "document__first_published_at", "document", "pk")
