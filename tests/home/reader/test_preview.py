"""The preview panel shows what is in the form, saved or not, in the reader."""

from typing import Any

import pytest
from django.test import Client

from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom


def previewed(client: Client, address: str, data: dict[str, Any]) -> str:
    sent = client.post(f"{address}preview/", data)
    assert sent.json()["is_valid"]
    answer = client.get(f"{address}preview/?in_preview_panel=true&mode=")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def writer(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.writer)
    return client


def test_a_story_that_nobody_has_saved_is_shown(newsroom: Newsroom, writer: Client) -> None:
    address = f"/admin/pages/add/news/briefpage/{newsroom.news.pk}/"

    text = previewed(writer, address, form(title="Not saved yet"))

    assert "<h1>Not saved yet</h1>" in text
    assert "Other words." in text
    assert 'class="label">Brief<' in text
    assert not newsroom.news.get_children().filter(title="Not saved yet").exists()


def test_a_change_that_nobody_has_saved_is_shown(newsroom: Newsroom, writer: Client, reader: Client) -> None:
    page = newsroom.live("brief", hero=[], no_picture=True)

    text = previewed(writer, f"/admin/pages/{page.pk}/edit/", form(title="Changed in the form"))

    assert "<h1>Changed in the form</h1>" in text
    assert "Changed in the form" not in reader.get(page.url).content.decode()


def test_a_section_that_nobody_has_saved_is_shown(newsroom: Newsroom) -> None:
    publisher = Client()
    publisher.force_login(newsroom.publisher)
    data = {
        "title": "World",
        "slug": "world",
        "intro": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }

    text = previewed(publisher, f"/admin/pages/add/news/newsindexpage/{newsroom.home.pk}/", data)

    assert "<h1>World</h1>" in text
