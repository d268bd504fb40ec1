"""What may be seen is decided from Wagtail's rows at the moment of reading, whatever is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.delivery.models import PublishedDocument
from cms.delivery.visibility import MAX_DEPTH
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def hide(page: Any) -> None:
    """Take a row offline behind everybody's back, as a missed event would look."""
    Page.objects.filter(pk=page.pk).update(live=False)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def visible(page: Any) -> bool:
    return PublishedDocument.objects.visible().filter(page_id=page.pk).exists()


@pytest.mark.parametrize("act", [hide, restrict])
@pytest.mark.parametrize("where", ["page", "news", "home"])
def test_a_hidden_page_or_ancestor_hides_the_document(
    newsroom: Newsroom, reader: Client, act: Callable[[Any], None], where: str
) -> None:
    page = newsroom.live("brief", slug="seen", **PLAIN)
    assert visible(page)

    act({"page": page, "news": newsroom.news, "home": newsroom.home}[where])

    assert not visible(page)
    assert PublishedDocument.objects.filter(page_id=page.pk).exists()
    assert reader.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert reader.get("/api/v2/pages/?slug=seen").json()["meta"]["total_count"] == 0
    assert reader.get("/api/v2/pages/find/?html_path=/news/seen/").status_code == 404


def test_a_restricted_page_is_seen_again_when_the_restriction_goes(newsroom: Newsroom) -> None:
    restrict(newsroom.news)
    assert not visible(newsroom.news)

    PageViewRestriction.objects.all().delete()

    assert visible(newsroom.news)


def test_a_hidden_sibling_hides_nothing(newsroom: Newsroom) -> None:
    page = newsroom.live("brief", slug="one", **PLAIN)
    other = newsroom.live("brief", slug="two", **PLAIN)

    hide(other)

    assert visible(page)


def test_pages_too_deep_to_check_are_not_shown(newsroom: Newsroom) -> None:
    Page.objects.filter(pk=newsroom.news.pk).update(depth=MAX_DEPTH + 1)

    assert not visible(newsroom.news)


def test_a_stale_path_hides_nothing(newsroom: Newsroom, reader: Client) -> None:
    PublishedDocument.objects.filter(page_id=newsroom.news.pk).update(path="/old/")

    answer = reader.get("/api/v2/pages/find/?html_path=/news/")

    assert answer["Location"] == f"/api/v2/pages/{newsroom.news.pk}/"


@pytest.mark.parametrize("act", [hide, restrict])
@pytest.mark.parametrize("where", ["page", "news"])
def test_an_alias_is_hidden_with_its_source(
    newsroom: Newsroom, reader: Client, act: Callable[[Any], None], where: str
) -> None:
    page = newsroom.live("brief", slug="seen", title="Hidden words", **PLAIN)
    alias = page.create_alias(parent=newsroom.home, update_slug="alias")
    assert visible(alias)

    act({"page": page, "news": newsroom.news}[where])

    assert not visible(alias)
    assert reader.get(f"/api/v2/pages/{alias.pk}/").status_code == 404
    for query in ("", "?slug=alias", "?topic=somalia", "?search=hidden"):
        assert "Hidden words" not in reader.get(f"/api/v2/pages/{query}").content.decode()


def test_an_alias_of_an_alias_is_not_shown(newsroom: Newsroom) -> None:
    alias = newsroom.live("brief", **PLAIN).create_alias(parent=newsroom.home, update_slug="alias")

    assert not visible(alias.create_alias(parent=newsroom.home, update_slug="second"))
