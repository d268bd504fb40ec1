"""What is stored, counted and recorded when documents come, change and go."""

import json
from typing import Any

from cms.core import clock
from cms.core.http import etag_of
from cms.core.json import canonical
from cms.delivery import store
from cms.delivery.models import Change, IndexRow, PublishedDocument, Sequence
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def test_the_sequence_starts_at_nothing(db: None) -> None:
    Sequence.objects.all().delete()

    assert store.current_sequence() == 0


def test_a_publication_stores_document_index_change_and_sequence(newsroom: Newsroom) -> None:
    before = store.current_sequence()

    page = newsroom.live("brief", slug="one", topics=["Yemen", "Somalia"], **PLAIN)

    document = PublishedDocument.objects.get(page_id=page.pk)
    change = Change.objects.get(uuid=page.uuid)
    assert (document.type, document.slug, document.path) == ("news.BriefPage", "one", "/news/one/")
    assert set(IndexRow.objects.filter(document=document, kind="topic").values_list("key", flat=True)) == {
        "somalia",
        "yemen",
    }
    assert (change.kind, change.path, change.etag) == ("published", "/news/one/", document.etag)
    assert store.current_sequence() == change.sequence == document.sequence == before + 1


def test_an_update_moves_the_sequence_once(newsroom: Newsroom) -> None:
    page = newsroom.live("brief", **PLAIN)
    before = store.current_sequence()

    page.title = "Another headline"
    page.save_revision(user=newsroom.writer)
    newsroom.publish(page)

    assert [c.kind for c in Change.objects.filter(uuid=page.uuid).order_by("sequence")] == [
        "published",
        "updated",
    ]
    assert store.current_sequence() == before + 1


def test_the_same_content_again_is_no_change(newsroom: Newsroom) -> None:
    before = store.current_sequence(), PublishedDocument.objects.get(page_id=newsroom.news.pk)

    written = store.put(newsroom.news, now=clock.now())

    assert written is None
    assert (store.current_sequence(), PublishedDocument.objects.get(page_id=newsroom.news.pk)) == before


def test_a_withdrawal_removes_the_document_and_keeps_the_change(newsroom: Newsroom) -> None:
    page = newsroom.live("brief", slug="gone", **PLAIN)
    before = store.current_sequence()

    written = store.withdraw(page.pk, Change.Kind.UNPUBLISHED, now=clock.now())

    change = written and written.change
    assert change is not None
    assert (change.kind, change.path, change.etag) == ("unpublished", "/news/gone/", "")
    assert change.sequence == store.current_sequence() == before + 1
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()
    assert not IndexRow.objects.filter(document_id=page.pk).exists()


def test_a_second_withdrawal_finds_nothing(newsroom: Newsroom) -> None:
    page = newsroom.draft("brief", **PLAIN)
    before = store.current_sequence()

    assert store.withdraw(page.pk, Change.Kind.DELETED, now=clock.now()) is None
    assert store.current_sequence() == before


def test_stored_bytes_are_canonical_and_the_tag_is_theirs(newsroom: Newsroom) -> None:
    document = PublishedDocument.objects.get(page_id=newsroom.news.pk)

    assert bytes(document.body) == canonical(json.loads(bytes(document.body)))
    assert document.etag == etag_of(bytes(document.body))


def test_sequences_have_no_gaps_and_no_doubles(newsroom: Newsroom) -> None:
    newsroom.live("brief", slug="a", **PLAIN)
    page = newsroom.live("watch", slug="b", **PLAIN)
    page.unpublish()

    sequences = list(Change.objects.order_by("sequence").values_list("sequence", flat=True))

    assert sequences == list(range(1, store.current_sequence() + 1))


def test_the_stamp_follows_what_documents_depend_on(settings: Any) -> None:
    before = store.build_stamp()

    settings.GALLEY_BASE_URL = "https://elsewhere.example"
    moved = store.build_stamp()
    settings.GALLEY_AVIF = not settings.GALLEY_AVIF

    assert len({before, moved, store.build_stamp()}) == 3
