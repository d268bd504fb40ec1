"""Where stories stand, told over HTTP, and what somebody may do about it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.moderation.models import ReviewSettings
from cms.moderation.review import claims, decisions
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def standing(api: Api, page: Any) -> dict[str, Any]:
    """Return what the API says of a story."""
    answer = api.get(f"workflow/stories/{page.pk}/")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def open_to(story: dict[str, Any]) -> set[str]:
    """Return the acts that are open."""
    return {name for name, permit in story["actions"].items() if permit["allowed"]}


def test_a_draft_says_everything_that_a_client_needs(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)

    story = standing(api, page)

    actions = story.pop("actions")
    assert story == {
        "id": page.pk,
        "uuid": str(page.uuid),
        "type": "news.BriefPage",
        "title": "A headline",
        "state": "draft",
        "seal": page.draft_seal,
        "live_seal": None,
        "round": None,
        "step": None,
        "submitted_by": None,
        "submitted_at": None,
        "contributors": [{"id": newsroom.writer.pk, "name": "writer"}],
        "claim": None,
        "go_live_at": None,
        "expire_at": None,
        "granted": None,
    }
    assert open_to({"actions": actions}) == {"submit", "schedule", "move", "delete"}
    assert actions["approve"] == {"allowed": False, "reason": "This story is not in review."}
    assert actions["unpublish"] == {"allowed": False, "reason": "Only publishers can unpublish stories."}


def test_a_waiting_story_names_its_step_its_round_and_who_has_it(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)
    claims.claim(page, user=newsroom.reviewer, now=timezone.now())

    story = standing(Api(newsroom.reviewer), page)

    assert (story["state"], story["round"], story["step"]["name"]) == ("in_review", 1, "Desk review")
    assert story["step"]["id"] == decisions.waiting_step(page).pk  # type: ignore[union-attr]
    assert story["submitted_by"]["name"] == "writer"
    assert story["claim"]["by"]["name"] == "reviewer"
    assert open_to(story) == {"claim", "release", "approve", "request_changes", "schedule"}


def test_the_state_is_that_of_the_newest_draft(newsroom: Newsroom) -> None:
    api = Api(newsroom.publisher)
    sent_back, live = newsroom.submitted(slug="a", **PLAIN), newsroom.live(slug="b", **PLAIN)
    decisions.request_changes(sent_back, user=newsroom.reviewer, seal=sent_back.draft_seal, reason="Shorter.")
    newer = newsroom.live(slug="c", **PLAIN)
    newsroom.change(newer, standfirst="Newer.")
    later = timezone.now() + timedelta(hours=1)
    waiting = newsroom.live(slug="d", go_live_at=later, **PLAIN)

    stories = [standing(api, page) for page in (sent_back, live, newer, waiting)]

    states = [story["state"] for story in stories]
    assert states == ["changes_requested", "live", "live_with_draft", "scheduled"]
    assert stories[1]["live_seal"] == stories[1]["seal"]
    assert stories[2]["live_seal"] not in {None, stories[2]["seal"]}
    assert stories[3]["granted"]["seal"] == stories[3]["seal"]
    assert "unschedule" in open_to(stories[3])
    assert open_to(stories[1]) == {"submit", "schedule", "unpublish", "move", "delete"}


@pytest.mark.parametrize("path", ["", "history/", "diff/"])
def test_a_story_that_is_not_yours_is_as_if_it_were_not_there(newsroom: Newsroom, path: str) -> None:
    page, other = newsroom.draft(**PLAIN), Api(newsroom.person("other", "Writers"))

    answers = [other.get(f"workflow/stories/{pk}/{path}") for pk in (page.pk, 999_999, newsroom.news.pk)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert Api(newsroom.reviewer).get(f"workflow/stories/{page.pk}/").status_code == 200


@pytest.mark.parametrize("act", ["submit", "approve", "unpublish", "delete", "break-glass", "schedule"])
def test_nobody_acts_on_a_story_that_is_not_theirs(newsroom: Newsroom, act: str) -> None:
    page, other = newsroom.draft(**PLAIN), Api(newsroom.person("other", "Writers"))
    body = {
        "approve": {"seal": page.draft_seal},
        "break-glass": {"seal": page.draft_seal, "reason": "Quick."},
        "schedule": {"seal": page.draft_seal, "go_live_at": None},
        "submit": {},
    }.get(act, {"reason": "Because."})

    answers = [other.post(f"workflow/stories/{pk}/{act}/", body) for pk in (page.pk, 999_999)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert type(page).objects.filter(pk=page.pk).exists()
    assert standing(Api(newsroom.writer), page)["state"] == "draft"


def test_history_tells_everything_in_order_and_through_which_door(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)
    writer, reviewer, publisher = map(Api, (newsroom.writer, newsroom.reviewer, newsroom.publisher))
    at = f"workflow/stories/{page.pk}/"
    writer.post(f"{at}submit/")
    reviewer.post(f"{at}request-changes/", {"seal": page.draft_seal, "reason": "Shorter."})
    writer.post(f"{at}submit/")
    reviewer.post(f"{at}approve/", {"seal": page.draft_seal, "comment": "Good."})
    publisher.post(f"{at}approve/", {"seal": page.draft_seal})
    publisher.post(f"{at}unpublish/", {"reason": "Wrong."})

    found = writer.get(f"{at}history/").json()

    assert found["count"] == len(found["items"]) == 8
    said = [(e["kind"], e["by"]["name"], e["door"], e["text"]) for e in found["items"]]
    assert said == [
        ("submit", "writer", "api", None),
        ("request_changes", "reviewer", "api", "Shorter."),
        ("resubmit", "writer", "api", None),
        ("approve", "reviewer", "api", "Good."),
        ("approve", "publisher", "api", None),
        ("publish", "publisher", None, None),
        ("reason", "publisher", "api", "Wrong."),
        ("unpublish", "publisher", None, None),
    ]
    assert [e["act"] for e in found["items"]] == [None] * 6 + ["unpublish", None]
    assert [e["round"] for e in found["items"] if e["kind"] == "approve"] == [2, 2]
    span = writer.get(f"{at}history/", limit=2, offset=3).json()
    assert (span["count"], span["items"]) == (8, found["items"][3:5])


def test_differences_since_what_is_live_a_decision_and_a_revision(newsroom: Newsroom) -> None:
    page, api = newsroom.reviewed(title="One", **PLAIN), Api(newsroom.writer)
    first = page.latest_revision_id
    newsroom.change(page, title="Two words")

    answers = [
        api.get(f"workflow/stories/{page.pk}/diff/", **{"from": since}, **more).json()
        for since, more in [("live", {}), ("last-decision", {}), ("revision", {"revision": first})]
    ]

    assert [answer["since"] for answer in answers] == ["live", "last-decision", "revision"]
    parts = [
        {"name": "", "segments": [{"mark": "removed", "text": "One"}, {"mark": "added", "text": "Two words"}]}
    ]
    assert {str(answer["changes"]) for answer in answers} == {
        str([{"heading": "Headline", "kind": "changed", "parts": parts}])
    }
    assert {answer["seal"] for answer in answers} == {page.draft_seal}


def test_a_revision_of_another_story_is_not_found(newsroom: Newsroom) -> None:
    page, other = newsroom.draft(slug="a", **PLAIN), newsroom.draft(slug="b", **PLAIN)
    api = Api(newsroom.writer)
    address = f"workflow/stories/{page.pk}/diff/"

    answers = [
        api.get(address, **{"from": "revision", "revision": pk}) for pk in (other.latest_revision_id, 10**17)
    ]

    assert {(a.status_code, a.content) for a in answers} == {(404, answers[0].content)}
    assert api.get(address).status_code == 404  # nothing is live
    assert api.get(address, **{"from": "last-decision"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "diff/?from=revision",
        "diff/?from=live&revision=1",
        "diff/?from=yesterday",
        "diff/?since=live",
        "history/?limit=101",
        "history/?offset=10001",
        "history/?limit=0",
        "history/?limit=x",
    ],
)
def test_parameters_that_make_no_sense_are_refused(newsroom: Newsroom, query: str) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).get(f"workflow/stories/{page.pk}/{query}")

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_an_alias_has_no_draft_and_says_so(newsroom: Newsroom) -> None:
    alias = newsroom.live(**PLAIN).create_alias(update_slug="alias", user=None)
    api = Api(newsroom.publisher)

    story = standing(api, alias)
    refused = [
        api.post(f"workflow/stories/{alias.pk}/{act}/", body)
        for act, body in [("submit", {}), ("schedule", {"seal": story["seal"], "go_live_at": None})]
    ]

    said = "There is no draft of this story."
    assert (story["state"], story["live_seal"] is None) == ("live", False)
    assert {story["actions"][act]["reason"] for act in ("submit", "schedule", "break_glass")} == {said}
    assert [(answer.status_code, answer.json()["detail"]) for answer in refused] == [(409, said)] * 2
    assert api.post(f"workflow/stories/{alias.pk}/unpublish/", {"reason": "Wrong."}).status_code == 200


def test_a_claim_that_has_run_out_is_none(newsroom: Newsroom) -> None:
    page, lasts = newsroom.submitted(**PLAIN), ReviewSettings.load().claim_lasts
    claims.claim(page, user=newsroom.reviewer, now=timezone.now() - lasts)

    assert standing(Api(newsroom.reviewer), page)["claim"] is None
