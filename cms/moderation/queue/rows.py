"""Rows of the queue: reviews with what people need to choose one; any page takes as many queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from cms.accounts.people import name_of
from cms.moderation import four_eyes
from cms.moderation.models import Review, ReviewSettings
from cms.moderation.rules import policy
from cms.moderation.rules.formats import format_name
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
    """Return the rows of reviews that `queries.listed` gave, in their order."""
    settings = ReviewSettings.load()
    limits, deciders = settings.limits(), four_eyes.deciders(reviews)
    return [_row(r, settings, limits=limits, is_stuck=not deciders[r.pk], now=now) for r in reviews]


def claim_words(review: Any, *, lasts: timedelta, now: datetime) -> str:
    """Return who has a story and since when; empty for one that nobody has."""
    if review.claimed_by is None or not is_held(review.claimed_at, lasts=lasts, now=now):
        return ""
    return f"{name_of(review.claimed_by)}, {duration(now - review.claimed_at)}"


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
        author=name_of(review.page.owner or review.submitted_by),
        waiting=Waiting(now - review.step_since, target),
        words=review.words,
        round=_("New") if review.round == 1 else _("Round {number}").format(number=review.round),
        changes=_changes(review),
        claim=claim_words(review, lasts=settings.claim_lasts, now=now),
        is_mine=review.is_mine,
        is_batchable=review.is_mine
        and policy.may_be_batched(review.words, longest=settings.batch_words).allowed,
        flags=tuple(_flags(review, is_stuck=is_stuck, now=now)),
    )


def _changes(review: Any) -> str:
    if review.changes_for_me:
        return _("Since your decision: {changes}").format(changes=review.changes_for_me)
    return (
        _("Since it went live: {changes}").format(changes=review.changes)
        if review.changes
        else _("Not yet live")
    )


def _flags(review: Review, *, is_stuck: bool, now: datetime) -> Iterable[str]:
    if review.is_breaking:
        yield _("Breaking")
    if review.deadline is not None and review.deadline < now:
        yield _("Past deadline")
    if is_stuck:
        yield _("Nobody left to decide")
