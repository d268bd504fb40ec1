"""The chooser says of each picture whose it is, what it shows, how long, and what is missing."""

from datetime import date, timedelta

from django.test import Client

from tests.newsroom import Newsroom

CHOOSER = "/admin/images/chooser/"


def shown(newsroom: Newsroom, query: str = "") -> str:
    writer = Client()
    writer.force_login(newsroom.writer)
    return " ".join(writer.get(f"{CHOOSER}results/{query}").content.decode().split())


def test_a_picture_comes_with_its_words_and_rights(newsroom: Newsroom) -> None:
    newsroom.image(
        credit="REUTERS/A. Name",
        default_caption="The harbour at dawn.",
        usage_terms="Editorial use",
        description="Boats",
        is_file_photo=True,
        rights_expire_at=date(2999, 5, 1),
    )

    text = shown(newsroom)

    assert "The harbour at dawn." in text
    assert "REUTERS/A. Name · file photo · Editorial use" in text
    assert "Rights until 1 May 2999" in text
    assert "No alt text yet" not in text


def test_what_is_missing_is_said(newsroom: Newsroom) -> None:
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011  # the tests' time zone is UTC
    newsroom.image(rights_expire_at=yesterday)

    text = shown(newsroom)

    assert "No credit" in text
    assert "No alt text yet" in text
    assert "Rights ended" in text


def test_several_are_chosen_with_their_words(newsroom: Newsroom) -> None:
    newsroom.image(credit="REUTERS/A. Name")

    assert "REUTERS/A. Name" in shown(newsroom, "?multiple=1")
