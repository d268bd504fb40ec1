"""Acts on stories over HTTP: each once as it should be, and once for each way in which it may not be."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.moderation.models import BreakGlass, Decision, Review
from cms.moderation.review import decisions
from news.models import NewsIndexPage
from tests.newsroom import Newsroom, publish_directly
from tests.newsroom_api import Api

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
OTHER_SEAL = "01" + "0" * 64


def address(page: Any, act: str) -> str:
    return f"workflow/stories/{page.pk}/{act}/"


def logged(action: str) -> Any:
    return PageLogEntry.objects.get(action=action)


# --- From draft to live


def test_three_tokens_take_a_story_from_draft_to_live(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)
    writer, reviewer, publisher = map(Api, (newsroom.writer, newsroom.reviewer, newsroom.publisher))

    sent = writer.post(address(page, "submit")).json()
    taken = reviewer.post(address(page, "claim")).json()
    first = reviewer.post(address(page, "approve"), {"seal": taken["seal"], "step": taken["step"]["id"]})
    last = publisher.post(address(page, "approve"), {"seal": first.json()["seal"]})

    assert (sent["state"], sent["step"]["name"]) == ("in_review", "Desk review")
    assert taken["claim"]["by"]["name"] == "reviewer"
    assert (first.json()["state"], first.json()["step"]["name"]) == ("in_review", "Publish sign-off")
    assert (last.status_code, last.json()["state"]) == (200, "live")
    assert last.json()["live_seal"] == page.draft_seal
    assert int(last["Galley-Sequence"]) > int(first["Galley-Sequence"])
    assert set(Decision.objects.values_list("door", flat=True)) == {"api"}
    assert logged("wagtail.workflow.start").data["door"] == "api"


def test_four_eyes_hold_over_http(newsroom: Newsroom) -> None:
    both = newsroom.person("both", "Reviewers", "Publishers")
    page = newsroom.submitted(**PLAIN)
    seal = page.draft_seal

    own = Api(newsroom.writer).post(address(page, "approve"), {"seal": seal})
    first = Api(both).post(address(page, "approve"), {"seal": seal})
    second = Api(both).post(address(page, "approve"), {"seal": seal})

    assert [own.status_code, first.status_code, second.status_code] == [403, 200, 403]
    assert "You worked on this story" in own.json()["detail"]
    assert "You decided another step" in second.json()["detail"]
    assert Decision.objects.count() == 1


def test_an_approval_of_what_has_changed_meanwhile_gives_the_difference_and_does_nothing(
    newsroom: Newsroom,
) -> None:
    page = newsroom.submitted(title="One", **PLAIN)
    seen = page.draft_seal
    newsroom.change(page, user=newsroom.person("second", "Reviewers"), title="Two")

    answer = Api(newsroom.reviewer).post(address(page, "approve"), {"seal": seen})

    assert answer.status_code == 409
    problem = answer.json()
    assert problem["current_seal"] == page.draft_seal
    segments = [{"mark": "removed", "text": "One"}, {"mark": "added", "text": "Two"}]
    assert problem["changes"] == [
        {"heading": "Headline", "kind": "changed", "parts": [{"name": "", "segments": segments}]}
    ]
    assert not Decision.objects.exists()
    assert logged("galley.stale_seal").data["door"] == "api"


def test_a_second_approval_of_the_step_that_was_seen_gives_the_first(newsroom: Newsroom) -> None:
    page, api = newsroom.submitted(**PLAIN), Api(newsroom.reviewer)
    body = {"seal": page.draft_seal, "step": decisions.waiting_step(page).pk}  # type: ignore[union-attr]

    answers = [api.post(address(page, "approve"), body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Decision.objects.count() == 1


def test_a_colleagues_decision_makes_an_approval_none_about_the_next_step(newsroom: Newsroom) -> None:
    both = newsroom.person("both", "Reviewers", "Publishers")
    page = newsroom.submitted(**PLAIN)
    step = decisions.waiting_step(page).pk  # type: ignore[union-attr]
    newsroom.approve(page, newsroom.reviewer)

    answer = Api(both).post(address(page, "approve"), {"seal": page.draft_seal, "step": step})

    assert answer.status_code == 409
    assert Decision.objects.count() == 1


def test_a_step_of_another_story_is_refused(newsroom: Newsroom) -> None:
    page, other = newsroom.submitted(slug="a", **PLAIN), newsroom.submitted(slug="b", **PLAIN)
    foreign = decisions.waiting_step(other).pk  # type: ignore[union-attr]

    answer = Api(newsroom.reviewer).post(
        address(page, "approve"), {"seal": other.draft_seal, "step": foreign}
    )

    assert answer.status_code == 409
    assert not Decision.objects.exists()


def test_requested_changes_reach_the_writer_and_the_story_comes_back(newsroom: Newsroom) -> None:
    page, writer = newsroom.submitted(**PLAIN), Api(newsroom.writer)
    body = {"seal": page.draft_seal, "reason": "Shorter."}

    asked = Api(newsroom.reviewer).post(address(page, "request-changes"), body)
    again = writer.post(address(page, "submit"))

    assert (asked.status_code, asked.json()["state"]) == (200, "changes_requested")
    assert Decision.objects.get().comment == "Shorter."
    assert (again.json()["state"], again.json()["round"]) == ("in_review", 2)


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_changes_are_not_requested_without_a_reason(newsroom: Newsroom, reason: str | None) -> None:
    page = newsroom.submitted(**PLAIN)
    body = {"seal": page.draft_seal} | ({} if reason is None else {"reason": reason})

    answer = Api(newsroom.reviewer).post(address(page, "request-changes"), body)

    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_what_is_missing_is_named_by_field(newsroom: Newsroom) -> None:
    page = newsroom.draft(hero=[], no_picture=False, topics=[])

    answer = Api(newsroom.writer).post(address(page, "submit"))

    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["hero"], ["topics"]]
    assert not Review.objects.exists()


def test_only_who_may_edit_submits_and_only_once(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)
    api.post(address(page, "submit"))

    answer = api.post(address(page, "submit"))

    assert (answer.status_code, answer.json()["detail"]) == (409, "This story is already in review.")


def test_who_asked_or_a_publisher_withdraws(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)

    refused = Api(newsroom.reviewer).post(address(page, "withdraw"))
    done = Api(newsroom.writer).post(address(page, "withdraw"))
    again = Api(newsroom.writer).post(address(page, "withdraw"))

    assert [refused.status_code, done.status_code, again.status_code] == [403, 200, 409]
    assert done.json()["state"] == "draft"
    assert logged("wagtail.workflow.cancel").data["door"] == "api"


def test_a_claim_is_given_back_by_who_has_it(newsroom: Newsroom) -> None:
    page, api = newsroom.submitted(**PLAIN), Api(newsroom.reviewer)

    answers = [api.post(address(page, act)) for act in ("release", "claim", "release")]

    assert [answer.status_code for answer in answers] == [409, 200, 200]
    assert answers[2].json()["claim"] is None
    assert Api(newsroom.writer).post(address(page, "claim")).status_code == 403


# --- Schedules


def test_a_schedule_is_an_edit_that_begins_the_review_anew(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)
    newsroom.approve(page, newsroom.reviewer)
    later = timezone.now().replace(microsecond=0) + timedelta(days=1)
    before = page.draft_seal
    body = {"seal": before, "go_live_at": later.isoformat()}

    answer = Api(newsroom.publisher).post(address(page, "schedule"), body)

    story = answer.json()
    assert (answer.status_code, story["step"]["name"], story["round"]) == (200, "Desk review", 2)
    assert story["seal"] == page.draft_seal != before
    assert story["go_live_at"] == later.isoformat().replace("+00:00", "Z")
    assert "publisher" in {person["name"] for person in story["contributors"]}
    assert not Decision.objects.filter(is_valid=True).exists()
    assert logged("galley.schedule").data["door"] == "api"


def test_what_is_approved_for_later_is_held_and_can_be_taken_back(newsroom: Newsroom) -> None:
    later = timezone.now() + timedelta(hours=1)
    page, api = newsroom.live(go_live_at=later, **PLAIN), Api(newsroom.publisher)

    held = api.post(address(page, "schedule"), {"seal": page.draft_seal, "go_live_at": None})
    nobody = Api(newsroom.writer).post(address(page, "unschedule"), {"reason": "Mine."})
    done = api.post(address(page, "unschedule"), {"reason": "Too early."})
    again = api.post(address(page, "unschedule"), {"reason": "Too early."})

    assert [a.status_code for a in (held, nobody, done, again)] == [409, 403, 200, 409]
    assert (done.json()["state"], done.json()["granted"]) == ("draft", None)
    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    assert logged("galley.reason").data == {"act": "unschedule", "reason": "Too early.", "door": "api"}
    assert logged("wagtail.schedule.cancel").user == newsroom.publisher


def test_a_schedule_for_another_draft_gives_the_difference(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)
    body = {"seal": OTHER_SEAL, "go_live_at": "2123-03-20T14:05:00Z"}

    answer = Api(newsroom.writer).post(address(page, "schedule"), body)

    assert (answer.status_code, answer.json()["current_seal"]) == (409, page.draft_seal)
    assert page.revisions.count() == 1


@pytest.mark.parametrize(
    ("times", "fields"),
    [
        ({"go_live_at": "2003-03-20T14:05:00Z"}, ["go_live_at"]),
        ({"expire_at": "2003-03-20T14:05:00+01:00"}, ["expire_at"]),
        (
            {"go_live_at": "2123-03-20T14:05:00Z", "expire_at": "2122-03-20T14:05:00Z"},
            ["expire_at", "go_live_at"],
        ),
    ],
)
def test_hours_that_make_no_sense_are_named(
    newsroom: Newsroom, times: dict[str, str], fields: list[str]
) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).post(address(page, "schedule"), {"seal": page.draft_seal} | times)

    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [[field] for field in fields]
    assert page.revisions.count() == 1


# --- On what is live


def test_a_publisher_unpublishes_with_a_reason(newsroom: Newsroom) -> None:
    page, api = newsroom.live(**PLAIN), Api(newsroom.publisher)

    silent = api.post(address(page, "unpublish"), {})
    nobody = Api(newsroom.reviewer).post(address(page, "unpublish"), {"reason": "Wrong."})
    done = api.post(address(page, "unpublish"), {"reason": "Wrong."})
    again = api.post(address(page, "unpublish"), {"reason": "Wrong."})

    assert [a.status_code for a in (silent, nobody, done, again)] == [422, 403, 200, 409]
    assert (done.json()["state"], done.json()["live_seal"]) == ("draft", None)
    assert logged("galley.reason").data == {"act": "unpublish", "reason": "Wrong.", "door": "api"}


def test_a_publisher_moves_what_is_live_with_a_reason(newsroom: Newsroom) -> None:
    world = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world"))
    page, body = newsroom.live(**PLAIN), {"destination_id": world.pk, "reason": "It belongs there."}

    silent = Api(newsroom.publisher).post(address(page, "move"), {"destination_id": world.pk})
    nobody = Api(newsroom.writer).post(address(page, "move"), body)
    done = Api(newsroom.publisher).post(address(page, "move"), body)

    assert [a.status_code for a in (silent, nobody, done)] == [422, 403, 200]
    assert Page.objects.get(pk=page.pk).get_parent().pk == world.pk
    assert logged("galley.reason").data["act"] == "move"


def test_places_that_are_none_and_places_that_take_no_story_give_the_same_answer(
    newsroom: Newsroom,
) -> None:
    page, other = newsroom.draft(slug="a", **PLAIN), newsroom.draft(slug="b", **PLAIN)
    api = Api(newsroom.publisher)

    answers = [
        api.post(address(page, "move"), {"destination_id": pk, "reason": "There."})
        for pk in (10**17, page.pk, other.pk, Page.get_first_root_node().pk)
    ]

    assert {(a.status_code, a.content) for a in answers} == {(422, answers[0].content)}
    assert answers[0].json()["errors"][0]["loc"] == ["destination_id"]
    assert Page.objects.get(pk=page.pk).get_parent().pk == newsroom.news.pk
    assert not PageLogEntry.objects.filter(action="galley.reason").exists()


def test_a_slug_that_is_taken_there_stops_a_move(newsroom: Newsroom) -> None:
    world = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world"))
    page, other = newsroom.live(slug="same", **PLAIN), newsroom.draft(slug="other", **PLAIN)
    Page.objects.get(pk=other.pk).move(world, pos="last-child")
    Page.objects.filter(pk=other.pk).update(slug="same")

    answer = Api(newsroom.publisher).post(
        address(page, "move"), {"destination_id": world.pk, "reason": "There."}
    )

    assert answer.status_code == 409
    assert Page.objects.get(pk=page.pk).get_parent().pk == newsroom.news.pk


def test_only_publishers_arrange_a_section(newsroom: Newsroom) -> None:
    newsroom.draft(slug="a", **PLAIN)
    page = newsroom.draft(slug="b", **PLAIN)
    body = {"destination_id": newsroom.news.pk, "position": "first-child", "reason": "First."}

    nobody = Api(newsroom.writer).post(address(page, "move"), body)
    done = Api(newsroom.publisher).post(address(page, "move"), body)

    assert [nobody.status_code, done.status_code] == [403, 200]
    assert newsroom.news.get_children().first().pk == page.pk


def test_deleting_takes_a_reason_for_drafts_too(newsroom: Newsroom) -> None:
    draft, live = newsroom.draft(slug="a", **PLAIN), newsroom.live(slug="b", **PLAIN)
    writer, reason = Api(newsroom.writer), {"reason": "A double."}

    silent = writer.post(address(draft, "delete"), {})
    own = writer.post(address(draft, "delete"), reason)
    nobody = writer.post(address(live, "delete"), reason)
    done = Api(newsroom.publisher).post(address(live, "delete"), reason)

    assert [a.status_code for a in (silent, own, nobody, done)] == [422, 204, 403, 204]
    assert own.content == b""
    assert not Page.objects.filter(pk__in=[draft.pk, live.pk]).exists()
    assert PageLogEntry.objects.filter(action="galley.reason", page__in=[draft.pk, live.pk]).count() == 2


@pytest.mark.parametrize("act", ["move", "delete"])
def test_what_is_in_review_stays_where_it_is(newsroom: Newsroom, act: str) -> None:
    page = newsroom.submitted(**PLAIN)
    body = {"reason": "Away."} | ({"destination_id": newsroom.home.pk} if act == "move" else {})

    answer = Api(newsroom.publisher).post(address(page, act), body)

    assert (answer.status_code, "in review" in answer.json()["detail"]) == (409, True)


def test_v3s_own_acts_on_live_stories_point_here(newsroom: Newsroom) -> None:
    page, api = newsroom.live(**PLAIN), Api(newsroom.publisher)

    answers = [api.delete(f"pages/{page.pk}/"), api.delete(f"pages/{page.pk}/actions/delete/")]

    assert {(a.status_code, "/api/v3/workflow/" in a.json()["detail"]) for a in answers} == {(403, True)}


# --- Emergencies


@pytest.fixture
def chief(newsroom: Newsroom) -> Any:
    """Return a publisher who may publish alone."""
    user = newsroom.person("chief", "Publishers")
    user.user_permissions.add(Permission.objects.get(codename="break_glass"))
    return user


def test_somebody_publishes_alone_and_somebody_else_signs(newsroom: Newsroom, chief: Any) -> None:
    page, body = newsroom.draft(**PLAIN), {"reason": "An earthquake."}
    alone, publisher = Api(chief), Api(newsroom.publisher)

    nobody = publisher.post(address(page, "break-glass"), body | {"seal": page.draft_seal})
    stale = alone.post(address(page, "break-glass"), body | {"seal": OTHER_SEAL})
    silent = alone.post(address(page, "break-glass"), {"seal": page.draft_seal})
    done = alone.post(address(page, "break-glass"), body | {"seal": page.draft_seal})
    entry = BreakGlass.objects.get()
    own = alone.post(f"workflow/emergencies/{entry.pk}/countersign/")
    listed = publisher.get("workflow/emergencies/").json()
    signed = publisher.post(f"workflow/emergencies/{entry.pk}/countersign/")

    assert [a.status_code for a in (nobody, stale, silent, done, own, signed)] == [
        403,
        409,
        422,
        200,
        403,
        200,
    ]
    assert stale.json()["current_seal"] == page.draft_seal
    assert done.json()["state"] == "live"
    assert listed["count"] == 1
    assert listed["items"][0]["countersign"] == {"allowed": True, "reason": ""}
    assert (listed["items"][0]["reason"], listed["items"][0]["by"]["name"]) == ("An earthquake.", "chief")
    assert signed.json()["countersigned_by"]["name"] == "publisher"
    assert publisher.get("workflow/emergencies/").json() == {"count": 0, "items": []}
    assert {logged(f"galley.{act}").data["door"] for act in ("break_glass", "countersign")} == {"api"}


def test_an_emergency_that_is_none_is_not_found(newsroom: Newsroom) -> None:
    assert Api(newsroom.publisher).post("workflow/emergencies/77/countersign/").status_code == 404


def test_once_its_page_is_gone_publishers_still_sign_and_nobody_else(newsroom: Newsroom, chief: Any) -> None:
    page = newsroom.draft(**PLAIN)
    Api(chief).post(address(page, "break-glass"), {"seal": page.draft_seal, "reason": "Quick."})
    Api(newsroom.publisher).post(address(page, "delete"), {"reason": "Wrong."})
    at = f"workflow/emergencies/{BreakGlass.objects.get().pk}/countersign/"

    answers = [Api(user).post(at) for user in (newsroom.reviewer, newsroom.publisher)]

    assert [answer.status_code for answer in answers] == [403, 200]
