"""Rebuilds go through all pages in batches, and can go on where they stopped."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.delivery.models import PublishedDocument
from cms.publishing import verify
from cms.publishing.freshness import rebuild
from tests.newsroom import Newsroom

PLAIN = {"hero": [], "no_picture": True}


@pytest.fixture
def stories(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the ids of three stories whose documents are gone; batches hold two pages."""
    monkeypatch.setattr(rebuild, "BATCH", 2)
    ids = [newsroom.live(slug=f"story-{number}", **PLAIN).pk for number in range(3)]
    PublishedDocument.objects.filter(pk__in=ids).delete()
    return ids


def test_a_rebuild_tells_of_each_batch(stories: list[int]) -> None:
    steps = list(rebuild.rebuild_each(rebuild.everything(), now=timezone.now()))

    assert [(step.seen, step.changed) for step in steps] == [(2, 0), (4, 1), (6, 3)]
    assert steps[-1].last == stories[-1]


def test_a_rebuild_goes_on_after_a_page(stories: list[int]) -> None:
    first, *rest = stories
    out = StringIO()

    call_command("rebuild_documents", after=first, stdout=out)

    assert list(PublishedDocument.objects.filter(pk__in=stories).values_list("pk", flat=True)) == rest
    assert out.getvalue() == "2 published documents changed.\n"


def test_the_command_says_where_to_go_on(stories: list[int]) -> None:
    out = StringIO()

    call_command("rebuild_documents", stdout=out)

    assert f"4 of 6 pages, 1 changed; go on with --after {stories[0]}\n" in out.getvalue()


def test_a_rebuild_of_what_is_stale_leaves_the_rest(stories: list[int], newsroom: Newsroom) -> None:
    PublishedDocument.objects.filter(pk=newsroom.home.pk).update(build="old")

    (step,) = rebuild.rebuild_each(rebuild.stale(), now=timezone.now())

    assert (step.seen, step.last) == (1, newsroom.home.pk)
    assert not rebuild.stale().exists()


def test_a_verification_goes_through_all_batches(stories: list[int]) -> None:
    findings = list(verify.verify(now=timezone.now()))

    assert [(found.page_id, found.fault) for found in findings] == [
        (pk, "document was stale") for pk in stories
    ]
