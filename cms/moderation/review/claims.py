"""The only writer of claims: who has a story in hand. A claim never stops a colleague."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from cms.moderation.models.reviews import Review
from cms.moderation.rules.policy import ALLOWED, Answer, refused
from cms.moderation.rules.refusals import require
from cms.publishing.transactions import in_one_transaction

from . import decisions, drafts, reviews


def claim(page: Any, *, user: Any, now: datetime) -> Review:
    """Take a story that `user` may decide, also from a colleague; raises a Refusal for all others."""

    def work() -> Review:
        drafts.newest(page.pk)
        require(decisions.may_decide_on(page, user))
        return _write(_waiting(page), user, now)

    return in_one_transaction(work)


def release(page: Any, *, user: Any) -> Review:
    """Let go of a story; raises a Refusal (409) where `user` does not have it."""

    def work() -> Review:
        drafts.newest(page.pk)
        require(may_release(page, user))
        return _write(_waiting(page), None, None)

    return in_one_transaction(work)


def may_release(page: Any, user: Any) -> Answer:
    """Whether `user` may give the story back, and why not."""
    review = reviews.running(page)
    if review is None or not reviews.is_waiting(review):
        return refused(decisions.NOT_IN_REVIEW, status=409)
    return (
        ALLOWED
        if review.claimed_by_id == user.pk
        else refused(_("You haven't claimed this story."), status=409)
    )


def _waiting(page: Any) -> Review:
    return Review.objects.get(page=page.pk, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)


def _write(review: Review, user: Any, at: datetime | None) -> Review:
    review.claimed_by, review.claimed_at = user, at
    review.save(update_fields=["claimed_by", "claimed_at"])
    return review
