"""Numbers from the editor to the reader, over HTTP."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.moderation.review import decisions
from news.models import NumberSettings, NumbersListPage
from tests.journeys.test_formats import add_url, login, story_form
from tests.newsroom import Newsroom

EXACT = ("12345678901234567890.01", "0.1")


def posted(*numbers: dict[str, str]) -> Any:
    text = rich_text("<p>Text.</p>", features=["bold", "italic", "link", "ol", "ul"])
    rest = {
        "kicker": "A drought",
        "text": text,
        "topics": {"count": "0"},
        "source": {"count": "0"},
        "figure": {"count": "0"},
    }
    return streamfield([("number_item", rest | number) for number in numbers])


def test_contradiction_saves_as_a_draft_and_stops_a_submission(newsroom: Newsroom) -> None:
    writer = login(newsroom.writer)
    items = posted({"display": "$1.2 trillion", "value": "1200000000", "unit_code": "USD"})
    form = story_form(newsroom, "numbers", items=items)

    saved = writer.post(add_url(newsroom, "numbers"), form)
    page = NumbersListPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    refused = writer.post(edit, form | {"action-submit": "1"})

    assert saved.status_code == 302
    (error,) = refused.context["form"].errors["items"].as_data()
    (message,) = error.block_errors[0].block_errors["value"].messages
    assert "US$1,200,000,000." in message
    assert "$1,200,000,000,000," in message
    assert not page.workflow_in_progress


def test_exact_values_reach_the_reader_as_strings(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("numbers", items=[number_item(newsroom, display=value) for value in EXACT])

    answer = reader.get(f"/api/v2/pages/{page.pk}/")

    assert [item["value"]["number"]["value"] for item in answer.json()["items"]] == list(EXACT)
    for value in EXACT:
        assert f'"value":"{value}"' in answer.content.decode()


def test_language_of_the_story_decides(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.draft("numbers", items=[number_item(newsroom, display="1.200")])
    with pytest.raises(ValidationError, match=r"may mean 1200 or 1\.200"):
        decisions.submit(page, user=newsroom.writer)

    NumbersListPage.objects.update(locale=Locale.objects.create(language_code="de"))
    page.refresh_from_db()
    newsroom.publish(page)

    (item,) = reader.get(f"/api/v2/pages/{page.pk}/").json()["items"]
    assert item["value"]["number"]["value"] == "1200"


def test_editor_opens_with_the_reading_of_each_number(newsroom: Newsroom) -> None:
    writer = login(newsroom.writer)
    writer.post(
        add_url(newsroom, "numbers"),
        story_form(newsroom, "numbers", items=posted({"display": "5 to 7 million"})),
    )

    edit = writer.get(reverse("wagtailadmin_pages:edit", args=(NumbersListPage.objects.get().pk,)))

    assert edit.status_code == 200
    assert "Reads as 5,000,000 to 7,000,000." in edit.content.decode()
    assert "news/js/number-block.js" in edit.content.decode()


class TestLiveReading:
    """The admin's endpoint."""

    url = "/admin/news/number-reading/"

    def test_it_says_how_the_number_reads(self, newsroom: Newsroom) -> None:
        site = newsroom.home.get_site()
        NumberSettings.objects.create(site=site, default_currency="USD")
        query = {"display": "3-1", "page": newsroom.news.pk}

        plain = login(newsroom.writer).get(self.url, query).json()
        money = login(newsroom.writer).get(self.url, query | {"display": "$1.2tn"}).json()
        other = login(newsroom.writer).get(self.url, query | {"display": "5", "value": "6"}).json()

        assert plain["reading"] == "Reads as 3 to 1, a score."
        assert plain["problems"] == []
        assert len(plain["notes"]) == 1
        assert money["reading"] == "Reads as US$1,200,000,000,000."
        assert other["problems"] == [
            "“5” reads as 5, but the entries under “Adjust” as 6. Change one of them."
        ]

    @pytest.mark.parametrize(
        "query", [{"page": "x"}, {"page": "-1"}, {"page": "9" * 30}, {"display": "9" * 81}, {"page": "²"}]
    )
    def test_bad_input_is_a_problem(self, newsroom: Newsroom, query: dict[str, str]) -> None:
        answer = login(newsroom.writer).get(self.url, query)

        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")

    @pytest.mark.usefixtures("newsroom")
    def test_it_is_for_the_newsroom_only(self, reader: Client) -> None:
        assert reader.get(self.url, {"display": "5"}).status_code == 302


def number_item(newsroom: Newsroom, **values: Any) -> tuple[str, Any]:
    name, value = newsroom.items("numbers")[0]
    return name, value | {"unit": ""} | values


def test_site_setting_takes_currencies_only(newsroom: Newsroom) -> None:
    setting = NumberSettings(site=newsroom.home.get_site(), default_currency="ZZZ")

    with pytest.raises(ValidationError):
        setting.full_clean()
