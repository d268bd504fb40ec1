"""The newsroom's API lets nobody in without a token, and says the same to all of them."""

import pytest
from django.test import Client

from tests.newsroom import Newsroom
from tests.routes import newsroom_addresses


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_without_a_token_every_address_gives_the_same_401(
    newsroom: Newsroom, reader: Client, method: str
) -> None:
    page = newsroom.live("brief")
    addresses = newsroom_addresses([page.pk, 999_999])

    answers = {address: getattr(reader, method)(address) for address in addresses}

    assert len(addresses) > 20
    assert {answer.status_code for answer in answers.values()} == {401}
    assert len({answer.content for answer in answers.values()}) == 1
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}


def test_a_session_is_no_token(newsroom: Newsroom, reader: Client) -> None:
    assert reader.login(username="publisher", password="secret")

    assert reader.get("/api/v3/pages/").status_code == 401
