"""Old links: the reader's pages lead on where the API says that a former address leads."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


@pytest.fixture
def moved(newsroom: Newsroom) -> Any:
    """Return a live story that was at /news/old/ first."""
    page = newsroom.live(slug="old", **PLAIN)
    newsroom.publish_change(page, slug="new")
    return page


@pytest.mark.parametrize("path", ["/news/old/", "/news/old", "/news/old/?utm_source=letter", "/news//old/"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_former_address_leads_to_the_page_for_good(
    reader: Client, moved: Any, path: str, method: str
) -> None:
    answer = getattr(reader, method)(path)

    assert (answer.status_code, answer["Location"]) == (301, "https://example.org/news/new/")
    assert answer["Cache-Control"].startswith("public, max-age=0")  # a browser asks again: it may move back


def test_a_page_that_moved_back_is_found(newsroom: Newsroom, reader: Client, moved: Any) -> None:
    newsroom.publish_change(moved, slug="old")

    assert reader.get("/news/old/").status_code == 200
    assert reader.get("/news/new/")["Location"].endswith("/news/old/")


def test_an_editor_s_redirect_leads_on_as_it_says(newsroom: Newsroom, reader: Client, moved: Any) -> None:
    Redirect.objects.create(old_path="/summer", redirect_page=moved, is_permanent=False)
    Redirect.objects.create(old_path="/partner", redirect_link="https://partner.example/")

    here, away = reader.get("/summer/"), reader.get("/partner/")

    assert (here.status_code, here["Location"]) == (302, "https://example.org/news/new/")
    assert (away.status_code, away["Location"]) == (301, "https://partner.example/")


def test_nothing_leads_to_what_is_not_public(newsroom: Newsroom, reader: Client, moved: Any) -> None:
    draft = newsroom.draft(slug="secret", **PLAIN)
    Redirect.objects.create(old_path="/soon", redirect_page=Page.objects.get(pk=draft.pk))
    Page.objects.get(pk=moved.pk).specific.unpublish()

    for path in (
        "/soon/",
        "/news/old/",
        "/news/new/",
        "/news/secret/",
        "/nothing/",
        f"/{'x' * 3000}/",
        "/%00/",
    ):
        answer = reader.get(path)
        assert answer.status_code in {400, 404}, path
        assert "Location" not in answer


def test_what_is_sent_is_not_led_on(reader: Client, moved: Any) -> None:
    assert reader.post("/news/old/").status_code in {403, 404, 405}


def test_an_address_without_its_last_slash_still_gets_it(newsroom: Newsroom, reader: Client) -> None:
    newsroom.live(slug="here", **PLAIN)

    assert reader.get("/news/here")["Location"] == "/news/here/"
