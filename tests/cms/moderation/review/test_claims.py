"""Claims: who has a story in hand."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.core.refusals import Refusal
from cms.moderation.models import Review
from cms.moderation.queue.rows import claim_words
from cms.moderation.review import claims, decisions
from tests.newsroom import Newsroom

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


def test_claim_says_who_and_since_when_and_runs_out(newsroom: Newsroom) -> None:
    page = newsroom.submitted()

    review = claims.claim(page, user=newsroom.reviewer, now=NOW)

    said = [claim_words(review, lasts=HALF_AN_HOUR, now=NOW + timedelta(minutes=m)) for m in (0, 29, 30)]
    assert said == ["reviewer, 0 min", "reviewer, 29 min", ""]


def test_claim_never_stops_a_colleague(newsroom: Newsroom) -> None:
    other = newsroom.person("other", "Reviewers")
    page = newsroom.submitted()
    claims.claim(page, user=newsroom.reviewer, now=NOW)

    assert claims.claim(page, user=other, now=NOW).claimed_by == other
    decisions.approve(page, user=newsroom.reviewer, seal=page.draft_seal)

    assert page.current_workflow_task.name == "Publish sign-off"
    assert Review.objects.get().claimed_by is None


def test_who_may_not_decide_may_not_claim(newsroom: Newsroom) -> None:
    page = newsroom.submitted()

    for user in (newsroom.writer, newsroom.publisher):
        with pytest.raises(Refusal):
            claims.claim(page, user=user, now=NOW)

    assert Review.objects.get().claimed_by is None


def test_only_the_holder_releases(newsroom: Newsroom) -> None:
    other = newsroom.person("other", "Reviewers")
    page = newsroom.submitted()
    claims.claim(page, user=newsroom.reviewer, now=NOW)

    with pytest.raises(Refusal):
        claims.release(page, user=other)
    assert Review.objects.get().claimed_by == newsroom.reviewer
    assert claims.release(page, user=newsroom.reviewer).claimed_by is None


def test_what_is_not_in_review_is_not_claimed(newsroom: Newsroom) -> None:
    sent_back = newsroom.submitted()
    decisions.request_changes(
        sent_back, user=newsroom.reviewer, seal=sent_back.draft_seal, reason="A source."
    )

    for page in (sent_back, newsroom.draft(title="A draft")):
        with pytest.raises(Refusal) as refusal:
            claims.claim(page, user=newsroom.reviewer, now=NOW)
        assert refusal.value.status == 409
