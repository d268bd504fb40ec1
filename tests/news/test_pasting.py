"""The editor's door to pasted items, and tidy texts on save."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import RichText

from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom


@pytest.fixture
def writer(newsroom: Newsroom, client: Client) -> Client:
    """Return the writer's browser."""
    client.force_login(newsroom.writer)
    return client


def test_pasted_lines_come_back_as_fields(writer: Client) -> None:
    answer = writer.post(reverse("news_pasted_items"), {"type": "number_item", "text": "124: <b>Sirens</b>."})

    (item,) = answer.json()["items"]
    assert item["lead"] == "124"
    assert [block["text"] for block in item["text"]["blocks"]] == ["<b>Sirens</b>."]


@pytest.mark.parametrize(
    ("form", "detail"),
    [
        ({"type": "quote", "text": "a"}, "Give a type of items"),
        ({"type": "number_item", "text": "1: " + "a" * 200_000}, "at most 200000 characters"),
        ({"type": "watch_item", "text": "a\x00"}, "NUL"),
    ],
)
def test_what_cannot_be_split_is_refused(writer: Client, form: dict[str, str], detail: str) -> None:
    answer = writer.post(reverse("news_pasted_items"), form)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert detail in answer.json()["detail"]


def test_strangers_are_sent_to_the_login(db: None, client: Client) -> None:
    assert (
        client.post(reverse("news_pasted_items"), {"type": "number_item", "text": "1: a"}).status_code == 302
    )


def test_every_text_is_tidied_on_save(newsroom: Newsroom) -> None:
    (_, item), *_ = newsroom.items("numbers")
    dirty: dict[str, Any] = {"kicker": "Cafe\u0301\u2028one", "text": RichText("<p>a\x07b</p>")}
    page = newsroom.draft("numbers", title="Cafe\u0301", items=[("number_item", item | dirty)])

    page.save_revision(user=newsroom.writer)

    saved = page.get_latest_revision_as_object()
    value = saved.items[0].value
    assert (saved.title, value["kicker"], value["text"].source) == (
        "Caf\u00e9",
        "Caf\u00e9 one",
        "<p>a b</p>",
    )


def test_nul_is_refused_at_its_field(newsroom: Newsroom) -> None:
    (_, item), *_ = newsroom.items("numbers")
    page = newsroom.draft("numbers")
    page.items = [("number_item", item | {"kicker": "a\x00b"})]

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == ["items"]


def test_nul_in_the_id_of_a_block_is_refused_at_its_field(newsroom: Newsroom) -> None:
    page = newsroom.draft(hero=[], no_picture=True)
    client = Client(raise_request_exception=False)
    client.force_login(newsroom.writer)
    topics = {"topics": [newsroom.topic("Somalia").pk]}

    answer = client.post(f"/admin/pages/{page.pk}/edit/", form() | topics | {"body-0-id": "a\x00b"})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["body"]
    assert page.get_latest_revision().as_object().title == "A headline"
