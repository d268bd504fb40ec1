"""The admin's Content Security Policy is on every page of it, errors and logins included, and on no other."""

from typing import Any

import pytest
from django.test import Client

from cms.core.content_security_policy import HEADER, policy
from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom


def directives(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split(";"))}


def test_nothing_comes_from_or_goes_to_other_hosts() -> None:
    found = directives(policy(framed_by="'none'"))

    assert found["default-src"] == ["'self'"]
    assert found["object-src"] == ["'none'"]
    assert found["base-uri"] == found["form-action"] == ["'self'"]
    assert {source for sources in found.values() for source in sources} == {
        "'self'",
        "'none'",
        "'unsafe-inline'",
        "data:",
        "blob:",
    }


def test_previews_of_a_front_end_may_be_framed(settings: Any) -> None:
    settings.GALLEY_FRONTEND_URL = "https://front.example"

    assert directives(policy(framed_by="'none'"))["frame-src"] == ["'self'", "https://front.example"]


@pytest.mark.parametrize("path", ["", "login/", "nothing/here/", "pages/999/edit/", "reports/workflow/"])
def test_each_page_of_the_admin_sends_it(newsroom: Newsroom, path: str) -> None:
    client = Client()
    client.force_login(newsroom.publisher)

    for asked in (client, Client()):
        assert asked.get(f"/admin/{path}")[HEADER] == policy(framed_by="'none'")


def test_the_admin_alone_frames_a_preview(newsroom: Newsroom) -> None:
    client, page = Client(), newsroom.draft()
    client.force_login(newsroom.writer)
    path = f"/admin/pages/{page.pk}/edit/preview/"
    client.post(path, form())

    for asked in (path, f"/admin/pages/{page.pk}/view_draft/"):
        assert directives(client.get(asked)[HEADER])["frame-ancestors"] == ["'self'"]


def test_others_have_their_own_or_none(newsroom: Newsroom) -> None:
    assert "script-src 'self';" in Client().get("/search/")[HEADER]
    assert HEADER not in Client().get("/api/v2/pages/")
