"""Decisions through the services: four eyes, seals, rounds."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.core.refusals import Refusal
from cms.delivery.models import Change, PublishedDocument
from cms.moderation.contributions import contributors
from cms.moderation.models import Decision, Review
from cms.moderation.review import decisions
from cms.moderation.rules.refusals import StaleSeal
from tests.newsroom import Newsroom


def change(page: Any, user: Any, title: str = "Another headline") -> Any:
    """Save another headline as `user`, as a new revision."""
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision().as_object()
    draft.title = title
    return draft.save_revision(user=user, clean=False)


def is_public(page: Any) -> bool:
    return bool(PublishedDocument.objects.filter(page_id=page.pk).exists())


def assert_nothing_decided(page: Any, step: str = "Desk review") -> None:
    page = type(page).objects.get(pk=page.pk)
    assert page.current_workflow_task.name == step
    assert not page.live
    assert not is_public(page)


def test_two_people_put_a_story_live(newsroom: Newsroom) -> None:
    page = newsroom.reviewed()

    assert page.live
    assert is_public(page)
    steps = Decision.objects.order_by("pk").values_list("task__name", "user__username")
    assert list(steps) == [("Desk review", "reviewer"), ("Publish sign-off", "publisher")]
    assert contributors(page.pk) == frozenset()


@pytest.mark.parametrize("extra", [{}, {"is_superuser": True}])
def test_writer_does_not_decide_in_any_group(newsroom: Newsroom, extra: dict[str, Any]) -> None:
    person = newsroom.person("everything", "Writers", "Reviewers", "Publishers", **extra)
    page = newsroom.draft(owner=person)
    decisions.submit(page, user=person)

    with pytest.raises(Refusal, match="You worked on this story"):
        decisions.approve(page, user=person, seal=page.draft_seal)

    assert_nothing_decided(page)
    assert not Decision.objects.exists()


def test_one_comma_makes_a_contributor(newsroom: Newsroom) -> None:
    page = newsroom.draft(title="Seoul gets a scare")
    change(page, newsroom.reviewer, title="Seoul, gets a scare")
    decisions.submit(page, user=newsroom.writer)

    with pytest.raises(Refusal, match="You worked on this story"):
        decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)

    assert_nothing_decided(page)


def test_saving_without_a_change_makes_no_contributor(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    seal = page.draft_seal
    Page.objects.get(pk=page.pk).specific.get_latest_revision().as_object().save_revision(
        user=newsroom.reviewer
    )

    assert page.draft_seal == seal
    assert contributors(page.pk) == {newsroom.writer.pk}


def test_whoever_asks_for_the_review_is_a_contributor(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    decisions.submit(page, user=newsroom.reviewer)

    with pytest.raises(Refusal, match="You worked on this story"):
        decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)


def test_nobody_decides_two_steps(newsroom: Newsroom) -> None:
    both = newsroom.person("both", "Reviewers", "Publishers")
    page = newsroom.submitted()
    decisions.approve(page, user=both, seal=page.draft_seal)

    with pytest.raises(Refusal, match="another step"):
        decisions.approve(page, user=both, seal=page.draft_seal)

    assert_nothing_decided(page, step="Publish sign-off")


def test_only_the_group_of_the_step_decides(newsroom: Newsroom) -> None:
    page = newsroom.submitted()

    with pytest.raises(Refusal, match="Another group"):
        decisions.approve(page, user=newsroom.publisher, seal=page.draft_seal)

    assert_nothing_decided(page)


@pytest.mark.parametrize("seal", ["", "0", "01" + "0" * 64, "\x00", "x" * 20_000])
def test_wrong_seal_decides_nothing(newsroom: Newsroom, seal: str) -> None:
    page = newsroom.submitted()

    with pytest.raises(StaleSeal) as refusal:
        decisions.approve(page, user=newsroom.reviewer, seal=seal)

    assert refusal.value.status == 409
    assert_nothing_decided(page)


def test_overwriting_in_place_makes_the_shown_seal_stale(newsroom: Newsroom) -> None:
    page = newsroom.submitted(title="What the reviewer saw")
    shown = page.draft_seal
    revision = Page.objects.get(pk=page.pk).latest_revision
    revision.content = revision.content | {"title": "What nobody saw"}
    revision.save()

    with pytest.raises(StaleSeal) as refusal:
        decisions.approve(page, user=newsroom.reviewer, seal=shown)

    (change,) = refusal.value.changes
    assert change.heading == "Headline"
    assert ("removed", "the reviewer") in change.parts[0].segments
    assert_nothing_decided(page)
    entry = PageLogEntry.objects.get(action="galley.stale_seal")
    assert (entry.user, entry.data["shown"], entry.data["door"]) == (newsroom.reviewer, shown, "code")


def test_content_changed_by_nobody_is_not_approved(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    revision = Page.objects.get(pk=page.pk).latest_revision
    revision.content = revision.content | {"title": "By nobody"}
    revision.save()

    with pytest.raises(Refusal, match="outside the editor"):
        decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    assert_nothing_decided(page)

    decisions.request_changes(page, user=newsroom.reviewer, seal=page.draft_seal, reason="Who wrote this?")
    change(page, newsroom.writer, title="By the writer")
    decisions.submit(page, user=newsroom.writer)
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    assert_nothing_decided(page, step="Publish sign-off")


def test_saving_as_nobody_is_refused(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    before = page.draft_seal

    with pytest.raises(Refusal, match="no author"):
        change(page, None)

    assert page.draft_seal == before


def test_change_in_review_starts_at_the_first_step_again(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    other = newsroom.person("other", "Reviewers")

    change(page, newsroom.publisher)

    assert_nothing_decided(page, step="Desk review")
    review = Review.objects.get()
    assert (review.round, review.submitted_by) == (2, newsroom.publisher)
    with pytest.raises(Refusal, match="You worked on this story"):
        decisions.approve(page, user=newsroom.publisher, seal=page.draft_seal)
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    second = newsroom.person("second", "Publishers")
    decisions.approve(page, user=second, seal=page.draft_seal)
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Another headline")
    assert other.pk not in contributors(page.pk)


def test_changes_requested_at_sign_off_come_back_to_the_desk(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    decisions.request_changes(page, user=newsroom.publisher, seal=page.draft_seal, reason="Shorter, please.")
    change(page, newsroom.writer)

    decisions.submit(page, user=newsroom.writer)

    assert_nothing_decided(page, step="Desk review")
    assert Review.objects.get().round == 2


def test_resubmission_without_a_change_keeps_the_desks_approval(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    decisions.request_changes(
        page, user=newsroom.publisher, seal=page.draft_seal, reason="Call the ministry."
    )

    decisions.submit(page, user=newsroom.writer)
    assert_nothing_decided(page, step="Publish sign-off")
    decisions.approve(page, user=newsroom.publisher, seal=page.draft_seal)

    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("reason", ["", "   ", "\x00", "x" * 20_000])
def test_changes_need_a_reason_of_bounded_length(newsroom: Newsroom, reason: str) -> None:
    page = newsroom.submitted()

    with pytest.raises(Refusal):
        decisions.request_changes(page, user=newsroom.reviewer, seal=page.draft_seal, reason=reason)

    assert_nothing_decided(page)
    assert not Decision.objects.exists()


def test_double_click_decides_once(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    state = page.current_workflow_task_state
    seal = page.draft_seal

    first, second = (
        decisions.decide(state, "approve", user=newsroom.reviewer, seal=seal, comment="", door="admin")
        for _ in range(2)
    )

    assert first == second
    assert Decision.objects.count() == 1
    assert_nothing_decided(page, step="Publish sign-off")


def test_the_slower_of_two_decisions_is_refused(newsroom: Newsroom) -> None:
    other = newsroom.person("other", "Reviewers")
    page = newsroom.submitted()
    state, seal = page.current_workflow_task_state, page.draft_seal
    decisions.decide(state, "approve", user=newsroom.reviewer, seal=seal, comment="", door="admin")

    with pytest.raises(Refusal, match="already been decided") as refusal:
        decisions.decide(state, "reject", user=other, seal=seal, comment="No.", door="admin")

    assert refusal.value.status == 409
    assert Decision.objects.count() == 1


def test_approval_is_logged_with_step_seal_and_door(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    seal = page.draft_seal

    decisions.approve(page, user=newsroom.reviewer, seal=seal, comment="Good.")

    entry = PageLogEntry.objects.get(action="galley.approve")
    assert entry.user == newsroom.reviewer
    assert entry.data == {"step": "Desk review", "seal": seal, "door": "code", "comment": "Good."}
    assert entry.message == "Approved: Desk review: Good."
    assert not ModelLogEntry.objects.filter(action__startswith="galley").exists()


def test_requester_and_publishers_withdraw(newsroom: Newsroom) -> None:
    page = newsroom.submitted()

    with pytest.raises(Refusal):
        decisions.withdraw(page, user=newsroom.reviewer)
    assert_nothing_decided(page)
    decisions.withdraw(page, user=newsroom.writer)

    assert page.current_workflow_state is None


def test_incomplete_story_is_not_submitted(newsroom: Newsroom) -> None:
    page = newsroom.draft(hero=[])

    with pytest.raises(ValidationError) as errors:
        decisions.submit(page, user=newsroom.writer)

    assert set(errors.value.message_dict) == {"hero"}
    assert page.current_workflow_state is None


def test_taking_a_step_away_does_not_skip_it(newsroom: Newsroom) -> None:
    page = newsroom.submitted()
    review = Review.objects.get()
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)
    sign_off = page.current_workflow_task

    with pytest.raises(Refusal):
        sign_off.deactivate(user=newsroom.reviewer)
    review.workflow_state.workflow.workflow_tasks.filter(task=sign_off).delete()
    with pytest.raises(Refusal):
        sign_off.deactivate(user=newsroom.publisher)

    page.refresh_from_db()
    assert not page.live


def test_one_step_takes_two_people(db: None) -> None:
    newsroom = Newsroom(steps=1)
    page = newsroom.submitted()

    with pytest.raises(Refusal):
        decisions.approve(page, user=newsroom.writer, seal=page.draft_seal)
    decisions.approve(page, user=newsroom.publisher, seal=page.draft_seal)

    page.refresh_from_db()
    assert page.live
    assert Change.objects.filter(uuid=page.uuid).count() == 1
