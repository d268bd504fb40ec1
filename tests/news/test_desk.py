"""Untouched drafts: a headline and nothing else, one's own, and never more than that."""

from typing import Any

from django.test import Client
from django.urls import reverse

from news.desk import untouched_drafts
from news.models import BriefPage, StoryPage
from tests.newsroom import Newsroom


def bare(newsroom: Newsroom, slug: str, **fields: Any) -> BriefPage:
    page = BriefPage(title="Only a headline", slug=slug, live=False, owner=newsroom.writer, **fields)
    newsroom.news.refresh_from_db()
    newsroom.news.add_child(instance=page)
    page.save_revision(user=newsroom.writer, clean=False)
    return page


def test_only_bare_drafts_of_ones_own_are_listed(newsroom: Newsroom) -> None:
    untouched = bare(newsroom, "a")
    bare(newsroom, "b", standfirst="A sentence.")
    newsroom.draft("brief", slug="c", hero=[], no_picture=True)

    assert untouched_drafts(newsroom.writer) == [untouched]
    assert untouched_drafts(newsroom.reviewer) == []


def test_discarding_deletes_them_and_nothing_else(newsroom: Newsroom) -> None:
    bare(newsroom, "a")
    kept = bare(newsroom, "b", standfirst="A sentence.")
    client = Client()
    client.force_login(newsroom.writer)

    client.post(reverse("news_discard_untouched_drafts"))

    assert list(StoryPage.objects.values_list("pk", flat=True)) == [kept.pk]


def test_discarding_needs_a_post(newsroom: Newsroom) -> None:
    page = bare(newsroom, "a")
    client = Client()
    client.force_login(newsroom.writer)

    answer = client.get(reverse("news_discard_untouched_drafts"))

    assert answer.status_code == 405
    assert StoryPage.objects.filter(pk=page.pk).exists()
