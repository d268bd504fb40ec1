"""What details and find answer."""

import re
from typing import Any

import pytest
from django.test import Client

from cms.api.public import middleware
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def test_a_detail_is_what_was_stored(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", **PLAIN)

    answer = reader.get(f"/api/v2/pages/{page.pk}/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.json()["uuid"] == str(page.uuid)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_known_tag_is_answered_with_304_and_no_body(newsroom: Newsroom, reader: Client, form: str) -> None:
    address = f"/api/v2/pages/{newsroom.live('brief', **PLAIN).pk}/"
    whole = reader.get(address)

    answer = reader.get(address, HTTP_IF_NONE_MATCH=form.format(whole["ETag"]))

    assert (answer.status_code, answer.content) == (304, b"")
    assert [answer[name] for name in ("ETag", "Galley-Sequence")] == [
        whole[name] for name in ("ETag", "Galley-Sequence")
    ]


def test_a_tag_goes_stale_with_the_content(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", **PLAIN)
    addresses = [f"/api/v2/pages/{page.pk}/", "/api/v2/pages/?topic=somalia"]
    before = [reader.get(address) for address in addresses]

    page.title = "Another headline"
    page.save_revision(user=newsroom.writer)
    newsroom.publish(page)

    after = [
        reader.get(address, HTTP_IF_NONE_MATCH=old["ETag"])
        for address, old in zip(addresses, before, strict=True)
    ]
    assert [answer.status_code for answer in after] == [200, 200]
    assert int(after[0]["Galley-Sequence"]) == int(before[0]["Galley-Sequence"]) + 1


def test_a_draft_is_not_found_by_any_door(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.draft("brief", slug="secret", **PLAIN)

    detail = reader.get(f"/api/v2/pages/{page.pk}/")
    found = reader.get("/api/v2/pages/find/", {"html_path": "/news/secret/"})

    assert (detail.status_code, found.status_code) == (404, 404)
    assert detail["Content-Type"] == found["Content-Type"] == "application/problem+json"
    assert detail.content == found.content
    assert reader.get("/api/v2/pages/?slug=secret").json()["items"] == []


@pytest.mark.parametrize("path", ["/news/found/", "/news/found", "news/found", "//news//found//"])
def test_find_redirects_to_the_detail(newsroom: Newsroom, reader: Client, path: str) -> None:
    page = newsroom.live("brief", slug="found", **PLAIN)

    answer = reader.get("/api/v2/pages/find/", {"html_path": path})

    assert (answer.status_code, answer["Location"]) == (302, f"/api/v2/pages/{page.pk}/")


def test_find_knows_the_home_page(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/find/", {"html_path": "/"})

    assert answer["Location"] == f"/api/v2/pages/{newsroom.home.pk}/"


def test_find_looks_at_one_site_only(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/find/", {"html_path": newsroom.news.url_path + "x"})

    assert answer.status_code == 404


@pytest.mark.parametrize("headers", [{}, {"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_ACCEPT": "text/html"}])
def test_the_short_way_to_a_page_answers_as_the_declared_endpoint(
    newsroom: Newsroom, reader: Client, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"HTTP_X_REQUEST_ID": "one", **headers}
    addresses = [f"/api/v2/pages/{pk}/" for pk in (newsroom.live("brief").pk, newsroom.home.pk, 999_999)]
    short = [reader.get(address, **headers) for address in addresses]  # type: ignore[arg-type]
    never = re.compile(r"(?!)")
    monkeypatch.setattr(middleware, "_PAGE", never)

    declared = [reader.get(address, **headers) for address in addresses]  # type: ignore[arg-type]

    for ours, theirs in zip(short, declared, strict=True):
        assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
        assert dict(ours.items()) == dict(theirs.items())
