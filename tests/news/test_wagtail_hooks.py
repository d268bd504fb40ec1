"""The newsroom's admin, as its users meet it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.newsroom import Newsroom


@pytest.fixture
def admin(newsroom: Newsroom) -> Client:
    """Return the browser of a superuser."""
    newsroom.person("admin", is_superuser=True)
    client = Client()
    client.login(username="admin", password="secret")
    return client


def test_documents_are_nowhere(admin: Client) -> None:
    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailimages:index"):
        page = admin.get(reverse(name), follow=True).content.decode()
        assert "/admin/documents/" not in page.replace('"/admin/api/main/documents/"', "")


def test_no_link_waits_with_a_badge(admin: Client) -> None:
    page = admin.get(reverse("wagtailadmin_home")).content.decode()

    assert "whats-new-in-wagtail" not in page
    assert "keyboard-shortcuts-trigger" in page


def test_sign_in_is_to_galley_and_loads_no_editor_scripts(db: None, client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()

    assert "Sign in to Galley" in page
    assert "counters.js" not in page


def test_counters_are_in_the_editor(admin: Client, newsroom: Newsroom) -> None:
    add = reverse("wagtailadmin_pages:add", args=("news", "briefpage", newsroom.news.pk))

    assert "counters.js" in admin.get(add).content.decode()


@pytest.mark.parametrize("known", [False, True])
def test_slug_follows_the_name_of_a_new_topic_only(admin: Client, newsroom: Newsroom, *, known: bool) -> None:
    edit = reverse("wagtailsnippets_news_topic:edit", args=(newsroom.topic("Somalia").pk,))

    page = admin.get(edit if known else reverse("wagtailsnippets_news_topic:add")).content.decode()

    assert ("w-sync#apply" in page) is not known
