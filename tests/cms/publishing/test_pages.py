"""The identity of pages, and what is drawn at their own addresses."""

from typing import Any

from django.test import Client
from wagtail.models import Page

from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def test_the_identity_is_no_part_of_a_revision(newsroom: Newsroom) -> None:
    page = newsroom.draft("brief", **PLAIN)

    assert "uuid" not in page.get_latest_revision().content
    assert page.get_latest_revision_as_object().uuid == page.uuid


def test_the_identity_survives_publication(newsroom: Newsroom) -> None:
    page = newsroom.draft("brief", **PLAIN)
    uuid = page.uuid

    newsroom.publish(page)

    assert page.uuid == uuid


def test_a_copy_gets_an_identity_of_its_own(newsroom: Newsroom) -> None:
    page = newsroom.draft("brief", **PLAIN)

    copy = page.copy(user=newsroom.writer, update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.uuid != page.uuid


def test_readers_get_the_document_and_not_the_row(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", title="What was approved", slug="story", **PLAIN)
    Page.objects.filter(pk=page.pk).update(title="What was typed")

    text = reader.get("/news/story/").content.decode()

    assert "What was approved" in text
    assert "What was typed" not in text


def test_a_draft_has_no_address(newsroom: Newsroom, reader: Client) -> None:
    newsroom.draft("brief", slug="draft", **PLAIN)

    assert reader.get("/news/draft/").status_code == 404
