"""What a document is made of besides its own page: keys by which a change elsewhere finds it again."""

from collections.abc import Iterator
from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from cms.delivery.models import PublishedDocument
from cms.delivery.registry import IndexEntry

# Delivery keeps kinds with an underscore from readers.
USES, STANDS_FOR = "_uses", "_stands_for"


def key_of(model: type, pk: Any) -> str:
    """Return the key of a row: all page types share one, since a link may go to any."""
    label = "page" if issubclass(model, Page) else model._meta.label_lower  # type: ignore[attr-defined]
    return f"{label}:{pk}"


def index_entries(page: Any) -> list[IndexEntry]:
    """Return the index entries of what `page`, as it stands in memory, uses, and of what it stands for."""
    relatives = {key_of(Page, pk) for pk in _relatives(page) if pk is not None}
    found = [IndexEntry(kind=USES, key=key) for key in sorted(relatives | used_by_content(page))]
    return found + [IndexEntry(kind=STANDS_FOR, key=key) for key in page.stands_for()]


def used_by_content(page: Any) -> set[str]:
    """Return keys of what the content of `page` uses, as it stands in memory, wherever the page stands."""
    return {key_of(model, pk) for model, pk in _references(page) if pk is not None}


def hidden_pages(page: Any) -> set[int]:
    """Return the ids of pages that readers don't see and the content of `page`, as it is in memory, names."""
    named = {int(pk) for model, pk in _references(page) if pk is not None and issubclass(model, Page)}
    seen = PublishedDocument.objects.visible().filter(page__in=named)
    return named - set(seen.values_list("page_id", flat=True)) - {page.pk}


def _references(page: Any) -> Iterator[tuple[type, Any]]:
    yield from _of_fields(page)
    for relation in get_all_child_relations(page):
        for child in getattr(page, relation.get_accessor_name()).all():
            yield from _of_fields(child)
    for field in page._meta.many_to_many:
        yield from ((field.related_model, row.pk) for row in getattr(page, field.name).all())


def _relatives(page: Any) -> Iterator[int | None]:
    parent = page.get_parent()
    yield parent.pk if parent else None
    yield page.alias_of_id


def _of_fields(row: Any) -> Iterator[tuple[type, Any]]:
    # Wagtail's own parent, locale and revisions are fields of its Page model: no content of ours.
    own = [f for f in row._meta.fields if not (isinstance(row, Page) and issubclass(Page, f.model))]
    for field in own:
        if hasattr(field, "extract_references"):
            found = field.extract_references(field.value_from_object(row))
            yield from ((model, pk) for model, pk, *_paths in found)
        elif field.many_to_one:
            yield field.related_model, getattr(row, field.attname)
