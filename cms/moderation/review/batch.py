"""Several short stories approved together: each is shown with its seal, and decided on its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation import four_eyes
from cms.moderation.comparison.wording import Picture
from cms.moderation.models import Review, ReviewSettings
from cms.moderation.queue import queries
from cms.moderation.rules import policy
from cms.moderation.rules.refusals import require

from . import decisions
from .what_was_seen import Comparison, compare, pictures_of

MAX_STORIES = 10
DOOR = "batch"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A chosen story as the summary shows it; `refusal` says why it can't be approved here, or is empty."""

    review: Any
    draft: Any
    seal: str
    comparison: Comparison
    pictures: list[tuple[Any, Picture]]
    refusal: str


@dataclass(frozen=True)
class Approval:
    """What a user has seen of a story: its step (the id of a task state) and its seal."""

    page_id: int
    step: int
    seal: str


@dataclass(frozen=True)
class Outcome:
    """What became of one approval; `refusal` is None for one that counts."""

    page_id: int
    headline: str
    refusal: Refusal | None


def choices(page_ids: Iterable[int], *, user: Any) -> list[Choice]:
    """Return the chosen stories that wait and that `user` sees, the longest waiting first."""
    found = queries.listed(user).filter(page__in=list(page_ids)).order_by("step_since", "pk")
    longest = ReviewSettings.load().batch_words
    return [_choice(review, longest=longest, user=user) for review in found]


def approve_each(approvals: Iterable[Approval], *, user: Any) -> list[Outcome]:
    """Approve what was seen, each in a transaction of its own, so that none stops another."""
    return [_approve(approval, user=user) for approval in approvals]


def _choice(review: Any, *, longest: int, user: Any) -> Choice:
    draft = review.page.specific.get_latest_revision().as_object()
    answer = four_eyes.may_decide(review.workflow_state.current_task_state, user)
    if answer.allowed:
        answer = policy.may_be_batched(review.words, longest=longest)
    return Choice(
        review=review,
        draft=draft,
        seal=draft.seal,
        comparison=compare(review, draft, user=user, wanted=""),
        pictures=pictures_of(draft),
        refusal=answer.reason,
    )


def _approve(approval: Approval, *, user: Any) -> Outcome:
    page: Any = Page.objects.filter(pk=approval.page_id).first()
    headline = page.draft_title if page else _("Deleted story")
    try:
        decisions.attempt(lambda: _decide(page, approval, user=user))
    except Refusal as refusal:
        return Outcome(approval.page_id, headline, refusal)
    return Outcome(approval.page_id, headline, None)


def _decide(page: Any, approval: Approval, *, user: Any) -> None:
    story = page.specific if page else None
    if not getattr(story, "goes_live_by_seal", False):
        raise Refusal(_("This story is not in review."), status=409)
    step = decisions.step_of(story, approval.step)
    review = Review.objects.filter(pk=step.workflow_state_id).first()
    words = review.words if review else 0
    require(policy.may_be_batched(words, longest=ReviewSettings.load().batch_words))
    decisions.decide(step, "approve", user=user, seal=approval.seal, comment="", door=DOOR)
