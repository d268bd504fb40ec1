"""The receipt of a write: the sequence to ask for, so that the answer holds what was written."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken

from cms.api.newsroom.preconditions import draft_etag
from cms.delivery.store import current_sequence
from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client) -> str:
    """Return what the next screen of the admin says."""
    return client.get("/admin/account/").content.decode()


@pytest.fixture
def approver(newsroom: Newsroom) -> Client:
    return signed_in(newsroom.publisher)


def waiting_for_sign_off(newsroom: Newsroom) -> Any:
    page = newsroom.submitted(**PLAIN)
    newsroom.approve(page, newsroom.reviewer)
    return page


def approve(client: Client, page: Any) -> Any:
    screen = f"/admin/review/{page.pk}/"
    context = client.get(screen).context
    decision = {"action": "approve", "comment": "", "seal": context["seal"], "state": context["state"].pk}
    return client.post(screen, decision)


def test_the_last_approval_gives_the_sequence_in_header_and_message(
    newsroom: Newsroom, reader: Client, approver: Client
) -> None:
    page = waiting_for_sign_off(newsroom)
    before = current_sequence()

    receipt = approve(approver, page)["Galley-Sequence"]

    assert int(receipt) == current_sequence() == before + 1
    assert f"Readers see this now (sequence {receipt})." in told(approver)
    answer = reader.get(f"/api/v2/pages/{page.pk}/?min_sequence={receipt}")
    assert (answer.status_code, answer["Galley-Sequence"]) == (200, receipt)
    assert reader.get(f"/api/v2/pages/{page.pk}/?min_sequence={int(receipt) + 1}").status_code == 400


def test_an_approval_that_publishes_nothing_tells_no_sequence(newsroom: Newsroom) -> None:
    page, client = newsroom.submitted(**PLAIN), signed_in(newsroom.reviewer)

    approve(client, page)

    assert "at sequence" not in told(client)


def test_withdrawing_a_story_tells_its_sequence(newsroom: Newsroom, approver: Client) -> None:
    page = newsroom.live(**PLAIN)

    answer = approver.post(f"/admin/pages/{page.pk}/unpublish/", {"reason": "It is wrong."})

    assert answer["Galley-Sequence"] == str(current_sequence())
    assert f"Readers see this now (sequence {current_sequence()})." in told(approver)


def test_a_client_of_the_newsroom_s_api_reads_what_it_has_published(
    newsroom: Newsroom, reader: Client
) -> None:
    token = APIToken.create_token(user=newsroom.publisher, name="t")[1]
    with_token: dict[str, Any] = {
        "content_type": "application/json",
        "HTTP_AUTHORIZATION": f"Bearer {token}",
    }
    address = f"/api/v3/pages/{newsroom.news.pk}/"
    seen = draft_etag(newsroom.news.pk)
    saved = reader.patch(address, json.dumps({"title": "Another title"}), HTTP_IF_MATCH=seen, **with_token)
    before = current_sequence()

    answer = reader.post(f"{address}actions/publish/", "{}", HTTP_IF_MATCH=saved["ETag"], **with_token)
    read = reader.get(f"/api/v2/pages/{newsroom.news.pk}/?min_sequence={answer['Galley-Sequence']}")

    assert (saved.status_code, answer.status_code) == (200, 200)
    assert (saved["Galley-Sequence"], answer["Galley-Sequence"]) == (str(before), str(current_sequence()))
    assert current_sequence() > before
    assert read.json()["title"] == "Another title"


def test_what_the_newsroom_s_api_refuses_has_no_receipt(newsroom: Newsroom, reader: Client) -> None:
    token = APIToken.create_token(user=newsroom.writer, name="t")[1]
    page = newsroom.submitted(**PLAIN)

    answer = reader.post(
        f"/api/v3/pages/{page.pk}/actions/publish/",
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {token}",
        HTTP_IF_MATCH=draft_etag(page.pk),
    )

    assert answer.status_code == 403
    assert "Galley-Sequence" not in answer
