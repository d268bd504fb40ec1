"""Sections: readers find each where it says, and publishers publish it without a review."""

from typing import Any

import pytest
from django.test import Client, override_settings

from cms.core.refusals import Refusal
from news.models import NewsIndexPage
from tests.newsroom import Newsroom, publish_directly
from tests.newsroom_api import Api


def sent(client: Client, parent: Any, slug: str) -> Any:
    """Return the answer to the form of a new section."""
    form = {"title": "A title", "slug": slug, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return client.post(f"/admin/pages/add/news/newsindexpage/{parent.pk}/", form)


@pytest.fixture
def publisher(newsroom: Newsroom) -> Client:
    """Return a publisher in the admin."""
    client = Client()
    client.force_login(newsroom.publisher)
    return client


@pytest.mark.parametrize("slug", ["media", "search", "authors", "admin"])
def test_a_slug_at_which_something_else_answers_is_refused(
    newsroom: Newsroom, publisher: Client, slug: str
) -> None:
    answer = sent(publisher, newsroom.home, slug)

    assert f"readers would not find this page at /{slug}/" in answer.context["form"].errors["slug"][0]
    assert not NewsIndexPage.objects.filter(slug=slug).exists()


def test_a_program_is_told_the_same(newsroom: Newsroom) -> None:
    meta = {"type": "news.NewsIndexPage", "parent_id": newsroom.home.pk}

    answer = Api(newsroom.publisher).post("pages/", {"title": "Media", "slug": "media", "meta": meta})

    assert answer.status_code == 422
    assert "/media/" in answer.content.decode()


def test_a_section_may_not_be_renamed_so_either(newsroom: Newsroom, publisher: Client) -> None:
    form = {"title": "News", "slug": "media", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}

    answer = publisher.post(f"/admin/pages/{newsroom.news.pk}/edit/", form)

    assert "slug" in answer.context["form"].errors


def test_below_a_section_such_a_slug_stays(newsroom: Newsroom, publisher: Client) -> None:
    page = publish_directly(newsroom.news, NewsIndexPage(title="Media desk", slug="media-desk"))
    form = {"title": "Media", "slug": "media", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}

    assert publisher.post(f"/admin/pages/{page.pk}/edit/", form).status_code == 302


def test_the_admin_s_own_path_counts(newsroom: Newsroom, publisher: Client) -> None:
    with override_settings(GALLEY_ADMIN_PATH="staff/desk/"):
        assert "slug" in sent(publisher, newsroom.home, "staff").context["form"].errors


def test_a_newsroom_with_a_front_end_of_its_own_may_use_them(newsroom: Newsroom, publisher: Client) -> None:
    with override_settings(GALLEY_FRONTEND_URL="https://front.example.org"):
        assert sent(publisher, newsroom.home, "media").status_code == 302


@pytest.mark.parametrize("kind", ["newsindexpage", "topicpage"])
def test_there_is_no_review_to_send_a_new_one_to(newsroom: Newsroom, publisher: Client, kind: str) -> None:
    address = f"/admin/pages/add/news/{kind}/{newsroom.home.pk}/"

    assert "action-submit" not in publisher.get(address).content.decode()
    assert (
        "action-submit"
        in publisher.get(f"/admin/pages/add/news/briefpage/{newsroom.news.pk}/").content.decode()
    )


def test_one_that_is_sent_all_the_same_is_saved(newsroom: Newsroom, publisher: Client) -> None:
    form = {"title": "World", "slug": "world", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    address = f"/admin/pages/add/news/newsindexpage/{newsroom.home.pk}/"

    answer = publisher.post(address, form | {"action-submit": "yes"})

    section = NewsIndexPage.objects.get(slug="world")
    assert (answer.status_code, section.live, section.current_workflow_state) == (302, False, None)


def test_code_can_not_begin_a_review_of_one(newsroom: Newsroom) -> None:
    with pytest.raises(Refusal, match="no review"):
        newsroom.news.get_workflow().start(newsroom.news, newsroom.publisher)
