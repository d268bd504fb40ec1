"""`python -m tests.benchmarks.crowd N`: fills a demo's database with N documents, past all services.

The documents are copies of one of the demo's briefs under new ids, addresses and dates, one a minute up
to the demo's newest. Each has one of fifty topics and one of twenty authors, every thousandth the
topic `rare`.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import django

BATCH = 5_000
TOPICS, AUTHORS, RARE_EVERY = 50, 20, 1_000


def fill(number: int) -> None:
    """Add documents to the section of the demo's newest brief until there are `number`; Django is set up."""
    from django.db import connection, transaction
    from wagtail.models import Page

    from cms.delivery import counts
    from cms.delivery.models import PublishedDocument

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for fast in ("synchronous = OFF", "cache_size = -2000000", "temp_store = MEMORY"):
                cursor.execute(f"PRAGMA {fast}")
    crowd = PublishedDocument.objects.filter(slug__startswith="crowd-")
    done = crowd.count()
    demo = PublishedDocument.objects.exclude(pk__in=crowd.values("pk")).filter(type="news.BriefPage")
    model = demo.latest("first_published_at")
    page = Page.objects.get(pk=model.page_id)
    parent = page.get_parent()
    first = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1 - done
    rows = iter(range(done, number))
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            _insert(model, page, parent, [(first + n, n, number - n) for n in batch])
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number - done)
    counts.recount()


def _insert(model: Any, page: Any, parent: Any, places: list[tuple[int, int, int]]) -> None:
    from wagtail.models import Page

    from cms.delivery.models import IndexRow, PublishedDocument, SearchText

    words = SearchText.objects.get(pk=model.page_id).text
    pages, documents, rows = [], [], []
    for pk, n, age in places:
        slug, at = f"crowd-{n}", model.first_published_at - timedelta(minutes=age)
        path = parent.path + Page._int2str(n + 100_000).rjust(Page.steplen, "0")  # treebeard's own digits
        pages.append(
            _copy(
                page,
                pk=pk,
                id=pk,
                path=path,
                slug=slug,
                url_path=f"{parent.url_path}{slug}/",
                translation_key=uuid4(),
            )
        )
        documents.append(_document(model, pk, slug, n, at))
        rows += [IndexRow(document_id=pk, kind=k, key=v, first_published_at=at) for k, v in _keys(n)]
    Page.objects.bulk_create(pages)
    PublishedDocument.objects.bulk_create(documents)
    IndexRow.objects.bulk_create(rows)
    SearchText.objects.bulk_create(
        SearchText(document_id=pk, headline=f"Story {n}", text=f"{words} crowd{n % RARE_EVERY}")
        for pk, n, _age in places
    )


def _copy(row: Any, **changed: Any) -> Any:
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} | changed
    return type(row)(**{name: value for name, value in values.items() if name != "pk"})


def _document(model: Any, pk: int, slug: str, n: int, at: Any) -> Any:
    def renamed(stored: Any) -> bytes:
        return (
            bytes(stored)
            .replace(model.slug.encode(), slug.encode())
            .replace(b"/pages/%d/" % model.page_id, b"/pages/%d/" % pk)
        )

    return _copy(
        model,
        page_id=pk,
        uuid=uuid4(),
        title=f"Story {n}",
        slug=slug,
        path=model.path.replace(model.slug, slug),
        first_published_at=at,
        last_published_at=at,
        body=renamed(model.body),
        card=renamed(model.card),
        etag=f'"{n:032x}"',
    )


def _keys(n: int) -> Iterator[tuple[str, str]]:
    yield "topic", f"topic-{n % TOPICS}"
    yield "author", f"author-{n % AUTHORS}"
    if n % RARE_EVERY == 0:
        yield "topic", "rare"


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
