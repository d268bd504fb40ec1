"""The screen of shared previews: links to one draft, their fate, and who may make and take them back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.core import clock
from cms.preview import grants
from cms.preview.models import PreviewGrant
from tests.newsroom import Newsroom

LINK = re.compile(r"https://example\.org/preview/#preview=([\w.-]+)")


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def screen(page: Page) -> str:
    return f"/admin/previews/{page.pk}/"


def make(client: Client, page: Page, *, revision: int | None = None, days: str = "7") -> Any:
    return client.post(screen(page), {"revision": revision or page.latest_revision_id, "days": days})


def is_shown(reader: Client, token: str) -> bool:
    return reader.get("/api/v2/preview/", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 200


def test_an_editor_shares_a_draft_and_takes_it_back(newsroom: Newsroom, reader: Client) -> None:
    page, writer = newsroom.draft(), browser(newsroom.writer)

    assert make(writer, page).status_code == 302
    text = writer.get(screen(page)).content.decode()

    token = LINK.findall(text)[0]
    assert is_shown(reader, token)
    assert "viewed 0 times" in text
    assert "viewed 1 time," in writer.get(screen(page)).content.decode()

    grant = PreviewGrant.objects.get()
    assert writer.post(f"{screen(page)}{grant.pk}/take-back/").status_code == 302

    assert not is_shown(reader, token)
    after = writer.get(screen(page)).content.decode()
    assert "revoked" in after
    assert not LINK.search(after)


def test_a_link_is_good_for_as_long_as_was_asked(newsroom: Newsroom) -> None:
    page = newsroom.draft()

    make(browser(newsroom.writer), page, days="30")

    left = PreviewGrant.objects.get().expires_at - clock.now()
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


@pytest.mark.parametrize("data", [{}, {"days": "7"}, {"revision": "x", "days": "7"}, {"days": "4000"}])
def test_what_is_not_understood_makes_no_link(newsroom: Newsroom, data: dict[str, str]) -> None:
    page = newsroom.draft()

    answer = browser(newsroom.writer).post(screen(page), data)

    assert answer.status_code == 200
    assert not PreviewGrant.objects.exists()


def test_a_revision_of_another_page_is_not_shared(newsroom: Newsroom) -> None:
    page, other = newsroom.draft(), newsroom.draft()

    answer = make(browser(newsroom.writer), page, revision=other.latest_revision_id)

    assert answer.status_code == 404
    assert not PreviewGrant.objects.exists()


def test_a_link_of_another_page_is_not_taken_back(newsroom: Newsroom) -> None:
    page, other = newsroom.draft(), newsroom.draft(owner=newsroom.reviewer)
    until = clock.now() + timedelta(days=1)
    grant = grants.share(other.latest_revision, user=newsroom.reviewer, until=until)

    answer = browser(newsroom.writer).post(f"{screen(page)}{grant.pk}/take-back/")

    assert answer.status_code == 404
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_who_may_not_see_a_draft_shares_nothing_of_it(newsroom: Newsroom) -> None:
    page = newsroom.draft(owner=newsroom.reviewer)
    writer = browser(newsroom.writer)

    shown, made = writer.get(screen(page)), make(writer, page)

    assert shown.status_code == made.status_code == 302
    assert page.title not in shown.content.decode()
    assert not PreviewGrant.objects.exists()


def test_the_editor_lists_what_is_shared(newsroom: Newsroom) -> None:
    page, writer = newsroom.draft(), browser(newsroom.writer)
    assert "No preview links yet." in writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    make(writer, page)

    text = writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "shared by writer until" in text
    assert screen(page) in text
    assert not LINK.search(text)


def test_nothing_is_shared_of_a_page_without_a_document(newsroom: Newsroom) -> None:
    newsroom.publisher.is_superuser = True
    newsroom.publisher.save()

    assert browser(newsroom.publisher).get(screen(Page.objects.get(depth=1))).status_code == 404


def test_a_link_whose_maker_lost_the_right_says_so(newsroom: Newsroom) -> None:
    page = newsroom.draft(owner=newsroom.writer)
    make(browser(newsroom.writer), page)
    newsroom.writer.groups.clear()

    text = browser(newsroom.reviewer).get(screen(page)).content.decode()

    assert "its creator can&#x27;t see this draft any more" in text


def test_what_is_over_is_forgotten_after_a_month(newsroom: Newsroom) -> None:
    page, now = newsroom.draft(), clock.now()
    link = grants.share(page.latest_revision, user=newsroom.writer, until=now + timedelta(days=1))
    over = link.expires_at + grants.KEPT

    grants.forget(now=over - timedelta(seconds=1))
    assert PreviewGrant.objects.filter(pk=link.pk).exists()
    grants.forget(now=over)
    assert not PreviewGrant.objects.filter(pk=link.pk).exists()
