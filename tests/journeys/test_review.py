"""The review as its people meet it, over HTTP."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.moderation.models import Decision, Review
from cms.moderation.review import decisions
from tests.cms.moderation.review.test_decisions import change
from tests.newsroom import Newsroom


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def decide(client: Client, page: Any, action: str, **data: str) -> Any:
    screen = f"/admin/review/{page.pk}/"
    return client.post(screen, {"action": action, "comment": ""} | shown(client, page) | data)


def shown(client: Client, page: Any) -> dict[str, Any]:
    """Return what the screen's forms carry: the seal, and the step."""
    context = client.get(f"/admin/review/{page.pk}/").context
    return {"seal": context["seal"], "state": context["state"].pk}


def test_requested_changes_come_back_as_round_two_with_the_difference(newsroom: Newsroom) -> None:
    page = newsroom.submitted(title="The dam was lost")
    reviewer, writer = signed_in(newsroom.reviewer), signed_in(newsroom.writer)

    decide(reviewer, page, "reject", comment="Say <b>when</b>.")
    editor = writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    change(page, newsroom.writer, title="The dam has been lost")
    since = writer.get(f"/admin/review/{page.pk}/changes/").content.decode()
    decisions.submit(Page.objects.get(pk=page.pk).specific, user=newsroom.writer)
    (row,) = reviewer.get("/admin/review/queue/").context["object_list"]
    screen = reviewer.get(f"/admin/review/{page.pk}/").content.decode()

    assert "Changes requested by reviewer (Desk review):" in editor
    assert "Say &lt;b&gt;when&lt;/b&gt;." in editor
    assert "The dam <del>was</del><ins>has been</ins> lost" in since
    assert (row.round, row.changes) == ("Round 2", "Since your decision: Headline changed")
    assert "<b>Round 2</b>" in screen
    assert '<b aria-current="true">Since my last decision</b>' in screen
    assert "The dam <del>was</del><ins>has been</ins> lost" in screen
    assert "Say &lt;b&gt;when&lt;/b&gt;." in screen


def test_decision_leads_to_the_next_story_then_to_the_queue(newsroom: Newsroom) -> None:
    first, second = newsroom.submitted(title="First"), newsroom.submitted(title="Second")
    client = signed_in(newsroom.reviewer)

    assert decide(client, first, "approve").url == f"/admin/review/{second.pk}/"
    assert decide(client, second, "approve").url == "/admin/review/queue/"
    assert Decision.objects.count() == 2


def test_stale_seal_is_answered_with_the_difference_and_a_way_to_look_again(newsroom: Newsroom) -> None:
    page = newsroom.submitted(title="What was seen")
    client = signed_in(newsroom.reviewer)
    seen = shown(client, page)
    change(page, newsroom.publisher, title="What was not seen")

    response = client.post(f"/admin/review/{page.pk}/", {"action": "approve"} | seen)

    assert response.status_code == 409
    said = response.content.decode()
    assert "What was <ins>not </ins>seen" in said
    assert f'href="/admin/review/{page.pk}/">See what changed' in said
    assert not Decision.objects.exists()


def test_topics_are_named_in_a_stale_decision(newsroom: Newsroom) -> None:
    page = newsroom.submitted(topics=["Somalia"])
    client = signed_in(newsroom.reviewer)
    seen = shown(client, page)
    newsroom.change(page, user=newsroom.publisher, topics=[newsroom.topic("Chad")])

    said = client.post(f"/admin/review/{page.pk}/", {"action": "approve"} | seen).content.decode()

    assert "Somalia" in said
    assert "Chad" in said


def test_an_approval_is_for_the_step_that_was_shown(newsroom: Newsroom) -> None:
    both = newsroom.person("both", "Reviewers", "Publishers")
    page = newsroom.submitted()
    client = signed_in(both)
    seen = shown(client, page)
    newsroom.approve(page, newsroom.reviewer)

    response = client.post(f"/admin/review/{page.pk}/", {"action": "approve"} | seen)

    assert response.status_code == 409
    page.refresh_from_db()
    assert not page.live


def test_a_second_click_repeats_the_answer_of_the_first(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    newsroom.approve(page, newsroom.reviewer)
    client = signed_in(newsroom.publisher)
    click = {"action": "approve"} | shown(client, page)

    answers = [client.post(f"/admin/review/{page.pk}/", click) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/admin/review/queue/"] * 2
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("state", ["", "0", "x", "9" * 30, "٣", "-1", "\x00"])
def test_step_that_is_none_of_the_storys_decides_nothing(newsroom: Newsroom, state: str) -> None:
    page = newsroom.submitted()
    client = signed_in(newsroom.reviewer)

    response = client.post(
        f"/admin/review/{page.pk}/", {"action": "approve", "state": state, "seal": page.draft_seal}
    )

    assert response.status_code == 409
    assert not Decision.objects.exists()


def test_editor_says_who_sent_the_story_back(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    newsroom.approve(page, newsroom.reviewer)
    change(page, newsroom.publisher)

    editor = signed_in(newsroom.writer).get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert "publisher changed this story in review (Headline changed)." in editor


def test_screen_shows_pictures_and_frames_the_preview(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    client = signed_in(newsroom.reviewer)

    screen = client.get(f"/admin/review/{page.pk}/").content.decode()
    preview = client.get(f"/admin/review/{page.pk}/preview/")

    assert "A harbour at dawn" in screen
    assert "REUTERS/A. Name" in screen
    assert preview.status_code == 200
    assert preview["X-Frame-Options"] == "SAMEORIGIN"


def test_claiming_over_http(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    address = f"/admin/review/{page.pk}/claim/"

    assert signed_in(newsroom.writer).post(address).status_code == 403
    assert Review.objects.get().claimed_by is None
    assert signed_in(newsroom.reviewer).post(address).status_code == 302
    assert Review.objects.get().claimed_by == newsroom.reviewer
    assert signed_in(newsroom.reviewer).get(address).status_code == 405


def test_dashboard_and_editor_lead_writers_and_reviewers(newsroom: Newsroom) -> None:
    page = newsroom.submitted(title="Waits at the desk")
    newsroom.draft(title="Still a draft")
    writer, reviewer = signed_in(newsroom.writer), signed_in(newsroom.reviewer)

    desk, own = reviewer.get("/admin/").content.decode(), writer.get("/admin/").content.decode()
    editor = {c: c.get(f"/admin/pages/{page.pk}/edit/").content.decode() for c in (writer, reviewer)}

    assert "Awaiting your decision" in desk
    assert f"/admin/review/{page.pk}/" in desk
    assert "Awaiting your review" not in desk
    for words in ("My stories", "New brief", "New numbers list", "New watch-list", "In review", "Draft"):
        assert words in own
    assert "Withdraw from review" in editor[writer]
    assert "Withdraw from review" not in editor[reviewer]
    assert "Open the review" in editor[reviewer]
