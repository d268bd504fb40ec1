"""Previews in a newsroom's own front end: the editor's panel leads there, with a token for some minutes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from cms.core import clock
from cms.preview import grants
from cms.preview.models import PreviewGrant
from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom

FRONT = "https://front.example"


@pytest.fixture(autouse=True)
def front_end(settings: Any) -> str:
    settings.GALLEY_FRONTEND_URL = FRONT
    return FRONT


@pytest.fixture
def writer(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.writer)
    return client


def led(client: Client, address: str, data: dict[str, Any]) -> str:
    """Return the token with which the preview of a form's data leads to the front end."""
    assert client.post(f"{address}preview/", data).json()["is_valid"]
    answer = client.get(f"{address}preview/?in_preview_panel=true&mode=")
    assert answer.status_code == 302
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    found = re.fullmatch(rf"{FRONT}/preview/#preview=([\w.-]+)", answer["Location"])
    assert found
    return found[1]


def read(token: str, **query: Any) -> Any:
    return Client().get(f"/api/v2/preview/?{urlencode(query)}", HTTP_AUTHORIZATION=f"Bearer {token}")


def test_a_story_that_nobody_has_saved_is_shown(newsroom: Newsroom, writer: Client) -> None:
    token = led(writer, f"/admin/pages/add/news/briefpage/{newsroom.news.pk}/", form(title="Not saved yet"))

    document = read(token).json()

    assert document["title"] == "Not saved yet"
    assert document["meta"]["type"] == "news.BriefPage"
    assert document["body"][0]["value"]
    assert read(token, id=newsroom.news.pk).status_code == 404  # the token is not for the section


def test_a_change_that_nobody_has_saved_is_shown(newsroom: Newsroom, writer: Client) -> None:
    page = newsroom.live()
    token = led(writer, f"/admin/pages/{page.pk}/edit/", form(title="Changed in the form"))

    document = read(token, id=page.pk).json()

    assert document["title"] == "Changed in the form"
    assert document["uuid"] == str(page.uuid)
    assert Client().get(f"/api/v2/pages/{page.pk}/").json()["title"] == page.title


def test_each_state_of_the_form_has_its_own_token(newsroom: Newsroom, writer: Client) -> None:
    address = f"/admin/pages/{newsroom.draft().pk}/edit/"

    first, second = (led(writer, address, form(title=title)) for title in ("One", "Two"))

    assert (read(first).json()["title"], read(second).json()["title"]) == ("One", "Two")


def over(newsroom: Newsroom) -> None:
    PreviewGrant.objects.update(expires_at=clock.now())


def without_right(newsroom: Newsroom) -> None:
    newsroom.writer.groups.clear()


@pytest.mark.parametrize("end", [over, without_right])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_token_ends(newsroom: Newsroom, writer: Client, end: Any, is_new: bool) -> None:  # noqa: FBT001
    address = (
        f"/admin/pages/add/news/briefpage/{newsroom.news.pk}/"
        if is_new
        else f"/admin/pages/{newsroom.draft().pk}/edit/"
    )
    token = led(writer, address, form(title="A draft"))
    assert read(token).status_code == 200

    end(newsroom)

    assert read(token).status_code == 404


def test_states_that_are_over_are_forgotten_and_shared_revisions_stay(
    newsroom: Newsroom, writer: Client
) -> None:
    page = newsroom.draft()
    grants.share(page.latest_revision, user=newsroom.writer, until=clock.now() - timedelta(days=1))
    led(writer, f"/admin/pages/{page.pk}/edit/", form(title="Old"))
    over(newsroom)

    led(writer, f"/admin/pages/{page.pk}/edit/", form(title="New"))

    assert [bool(g.revision_id) for g in PreviewGrant.objects.order_by("pk")] == [True, False]
    assert PreviewGrant.objects.get(revision=None).content["title"] == "New"


def test_the_draft_that_is_saved_is_shown(newsroom: Newsroom, writer: Client) -> None:
    page = newsroom.draft(title="Saved")

    answer = writer.get(f"/admin/pages/{page.pk}/view_draft/")

    assert answer["Location"].startswith(f"{FRONT}/preview/#preview=")
    assert read(answer["Location"].partition("=")[2]).json()["title"] == "Saved"


def test_the_reader_shows_no_previews_here(db: None) -> None:
    assert Client().get("/preview/").status_code == 404
