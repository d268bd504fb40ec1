"""The only writer of claims: who has a story in hand. A claim never stops a colleague."""

from datetime import datetime
from typing import Any

from cms.publishing.refusals import Refusal
from cms.publishing.transactions import in_one_transaction

from . import decisions, drafts, reviews
from .models.reviews import Review
from .refusals import require


def claim(page: Any, *, user: Any, now: datetime) -> Review:
    """Take a story that `user` may decide, also from a colleague; raises a Refusal for all others."""

    def work() -> Review:
        review = _locked(page)
        require(decisions.may_decide(review.workflow_state.current_task_state, user))
        return _write(review, user, now)

    return in_one_transaction(work)


def release(page: Any, *, user: Any) -> Review:
    """Give a story back; raises a Refusal (409) where `user` does not have it."""

    def work() -> Review:
        review = _locked(page)
        if review.claimed_by_id != user.pk:
            raise Refusal("You do not have this story.", status=409)
        return _write(review, None, None)

    return in_one_transaction(work)


def _locked(page: Any) -> Review:
    drafts.newest(page.pk)
    review = reviews.running(page)
    if review is None or not reviews.is_waiting(review):
        raise Refusal("This story is not in review.", status=409)
    return review


def _write(review: Review, user: Any, at: datetime | None) -> Review:
    review.claimed_by, review.claimed_at = user, at
    review.save(update_fields=["claimed_by", "claimed_at"])
    return review
