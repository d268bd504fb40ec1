"""Rows of the queue: reviews with what people need to choose one; any page takes as many queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from cms.moderation.models import Contribution, Decision, Review, ReviewSettings, ReviewTask
from cms.moderation.rules import policy
from cms.moderation.rules.formats import format_name, targets
from cms.moderation.rules.waiting import Waiting, duration, is_held


@dataclass(frozen=True, kw_only=True)
class Row:
    """One waiting story, as the queue shows it."""

    pk: int
    page_id: int
    headline: str
    format: str
    step: str
    author: str
    waiting: Waiting
    words: int
    round: str
    changes: str
    claim: str
    is_mine: bool
    is_batchable: bool
    flags: Sequence[str] = field(default_factory=tuple)


def rows(reviews: Sequence[Any], *, now: datetime) -> list[Row]:
    """Return the rows of reviews that `queue.listed` gave, in their order."""
    settings = ReviewSettings.load()
    limits, stuck = targets(settings), without_decider(reviews)
    return [_row(r, settings, limits=limits, is_stuck=r.pk in stuck, now=now) for r in reviews]


def without_decider(reviews: Iterable[Review]) -> set[int]:
    """Return the ids of those reviews that nobody is left to decide; a constant number of queries."""
    found = list(reviews)
    tasks = {r.pk: r.workflow_state.current_task_state.task_id for r in found}
    members = _grouped(
        ReviewTask.objects.filter(pk__in=set(tasks.values()))
        .filter(groups__user__is_active=True)
        .values_list("pk", "groups__user")
    )
    contributors = _grouped(
        Contribution.objects.filter(page__in=[r.page_id for r in found]).values_list("page_id", "user_id")
    )
    decided = Decision.objects.filter(review__in=tasks).exclude(user=None)
    deciders: dict[int, set[int]] = defaultdict(set)
    for review_id, task_id, user_id in decided.values_list("review_id", "task_id", "user_id"):
        if task_id != tasks[review_id] and user_id is not None:
            deciders[review_id].add(user_id)
    return {
        r.pk
        for r in found
        if not policy.left_to_decide(
            members.get(tasks[r.pk], ()),
            contributors=contributors.get(r.page_id, ()),
            decided_other_steps=deciders[r.pk],
        )
    }


def claim_words(review: Any, *, lasts: timedelta, now: datetime) -> str:
    """Return who has a story and since when; empty for one that nobody has."""
    if review.claimed_by is None or not is_held(review.claimed_at, lasts=lasts, now=now):
        return ""
    return f"{person(review.claimed_by)}, {duration(now - review.claimed_at)}"


def person(user: Any) -> str:
    """Return a user's name for people."""
    return str(user.get_full_name() or user.get_username()) if user else "somebody who is gone"


def _row(
    review: Any,
    settings: ReviewSettings,
    *,
    limits: Mapping[int, timedelta],
    is_stuck: bool,
    now: datetime,
) -> Row:
    kind = ContentType.objects.get_for_id(review.page.content_type_id)
    target = limits.get(kind.pk, timedelta(hours=4))
    return Row(
        pk=review.pk,
        page_id=review.page_id,
        headline=review.page.draft_title or review.page.title,
        format=format_name(kind),
        step=review.workflow_state.current_task_state.task.name,
        author=person(review.page.owner or review.submitted_by),
        waiting=Waiting(now - review.step_since, target),
        words=review.words,
        round="New" if review.round == 1 else f"Round {review.round}",
        changes=_changes(review),
        claim=claim_words(review, lasts=settings.claim_lasts, now=now),
        is_mine=review.is_mine,
        is_batchable=review.is_mine
        and policy.may_be_batched(review.words, longest=settings.batch_words).allowed,
        flags=tuple(_flags(review, is_stuck=is_stuck, now=now)),
    )


def _changes(review: Any) -> str:
    if review.changes_for_me:
        return f"Since your decision: {review.changes_for_me}"
    return f"Since live: {review.changes}" if review.changes else "Not yet live"


def _flags(review: Review, *, is_stuck: bool, now: datetime) -> Iterable[str]:
    if review.is_breaking:
        yield "Breaking"
    if review.deadline is not None and review.deadline < now:
        yield "Past its deadline"
    if is_stuck:
        yield "Nobody left to decide"


def _grouped(pairs: Any) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
