"""The course of a review: a step begins, the content changes, the story starts at the first step again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.core import clock
from cms.core.refusals import Refusal
from cms.moderation import contributions
from cms.moderation.comparison.differences import differences, summarise
from cms.moderation.models.reviews import OPEN, Decision, Review, Snapshot
from cms.publishing import kept_copies
from cms.publishing.seal import sealed_content

from . import drafts

SUMMARY_LENGTH = 255
UNATTRIBUTED = _("This change has no author. Save it as a user.")


def running(page: Page) -> Review | None:
    """Return the review of a page that is in progress or waits for changes."""
    return Review.objects.filter(page_id=page.pk, workflow_state__status__in=OPEN).first()


def begin_step(workflow_state: WorkflowState, *, user: Any) -> Review:
    """Note that a step begins; where it is the first of a round, take the submission. Needs a transaction.

    Raises a ValidationError that names what the story lacks, and a Refusal for a submission by nobody, or of
    what is no story.
    """
    now = clock.now()
    # Wagtail 8.0 clears the state before a first step, and when a story comes back.
    if workflow_state.current_task_state is None:
        return _submit(workflow_state, user=user, now=now)
    review: Review = workflow_state.review
    _begin(review, now=now)
    review.save(update_fields=["step_since", "claimed_by", "claimed_at", "is_overdue_told", "is_stuck_told"])
    return review


def void_outdated(workflow_state: WorkflowState) -> None:
    """Take the force from approvals where a submission has another seal: a picture's file may be another."""
    review = Review.objects.filter(pk=workflow_state.pk).first()
    # Wagtail 8.0 goes on at the step that asked for changes, and counts what was approved before it.
    if review is None or workflow_state.current_task_state is not None:
        return
    _revision, draft = drafts.newest(workflow_state.object_id)
    approvals = Decision.objects.filter(review=review, kind=Decision.Kind.APPROVE, is_valid=True)
    if approvals.exclude(seal=draft.seal).exists():
        _void_approvals(review)


def follow_change(page: Any, *, user: Any, seal: str) -> None:
    """Note a change of a draft: who answers for it, and that approvals of other content have no force."""
    contributions.record(page.pk, user, seal)
    review = running(page)
    if review is None:
        return
    keep_snapshot(review, page, seal, now=clock.now())
    _void_approvals(review)
    if review.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
        _start_again(review, user=user)


def keep_snapshot(review: Review, page: Any, seal: str, *, now: datetime) -> None:
    """Keep the sealed content, to show later what changed since."""
    defaults = {"content": sealed_content(page), "at": now}
    Snapshot.objects.get_or_create(review=review, seal=seal, defaults=defaults)


def is_waiting(review: Review) -> bool:
    """Whether a user may decide now; between a request for changes and the resubmission nobody may."""
    return bool(review.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS)


def describe(review: Review, draft: Any) -> None:
    """Write what the queue shows of a draft into its review; it is saved by the caller."""
    review.words, review.summary = draft.word_count(), draft.summary()
    review.keys = "".join(f"|{key}" for key in draft.review_keys()) + "|"
    review.is_breaking, review.deadline = _urgency(draft)
    copy = kept_copies.live(draft)
    live = sealed_content(kept_copies.as_page(draft, copy)) if copy else None
    review.changes = _summary(draft, live) if live is not None else ""


def follow_desk(draft: Any) -> None:
    """Write a draft's desk fields into its running review: no seal covers them, so no round begins."""
    is_breaking, deadline = _urgency(draft)
    open_reviews = Review.objects.filter(page_id=draft.pk, workflow_state__status__in=OPEN)
    open_reviews.update(is_breaking=is_breaking, deadline=deadline)


def note_changes(review: Review, draft: Any) -> None:
    """Write what has changed since each decision of a review into the decision."""
    seen: dict[str, str] = {}
    for decision in Decision.objects.filter(review=review):
        if decision.seal not in seen:
            seen[decision.seal] = _summary(draft, content_under(review, decision.seal))
        decision.changes_since = seen[decision.seal]
        decision.save(update_fields=["changes_since"])


def content_under(review: Review, seal: str) -> dict[str, Any]:
    """Return the content that a review saw under a seal; empty for one that it never saw."""
    snapshot = Snapshot.objects.filter(review=review, seal=seal).first()
    return dict(snapshot.content) if snapshot else {}


def content_seen(page: Any, seal: str) -> dict[str, Any]:
    """Return what a story held under a seal, in any review or live; empty for a seal that it never had."""
    snapshot = Snapshot.objects.filter(review__page=page.pk, seal=seal).order_by("-at").first()
    if snapshot is not None:
        return dict(snapshot.content)
    copy = kept_copies.live(page)
    return sealed_content(kept_copies.as_page(page, copy)) if copy and copy.seal == seal else {}


def _submit(workflow_state: WorkflowState, *, user: Any, now: datetime) -> Review:
    if user is None:
        raise Refusal(UNATTRIBUTED)
    _revision, draft = drafts.newest(workflow_state.object_id)
    if not getattr(draft, "goes_live_by_seal", False):
        raise Refusal(_("This page has no review. A publisher publishes it directly."), status=409)
    draft.check_complete()
    seal = draft.seal
    contributions.record(draft.pk, user, seal)
    review = Review.objects.filter(pk=workflow_state.pk).first() or Review(
        workflow_state=workflow_state, page_id=draft.pk
    )
    review.round += 1
    review.seal, review.steps = seal, _steps(workflow_state)
    review.submitted_by, review.submitted_at = user, now
    _begin(review, now=now)
    describe(review, draft)
    review.save()
    keep_snapshot(review, draft, seal, now=now)
    note_changes(review, draft)
    draft.after_submission()
    return review


def _urgency(draft: Any) -> tuple[bool, datetime | None]:
    # Desk fields, where the page class has them.
    return bool(getattr(draft, "is_breaking", False)), getattr(draft, "deadline", None)


def _begin(review: Review, *, now: datetime) -> None:
    review.step_since, review.claimed_by, review.claimed_at = now, None, None
    review.is_overdue_told = review.is_stuck_told = False


def _summary(draft: Any, before: dict[str, Any]) -> str:
    return summarise(differences(before, sealed_content(draft)), draft.field_names())[:SUMMARY_LENGTH]


def _steps(workflow_state: WorkflowState) -> list[int]:
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id, active=True)
    return list(tasks.order_by("workflow_tasks__sort_order").values_list("pk", flat=True))


def _void_approvals(review: Review) -> None:
    Decision.objects.filter(review=review, kind=Decision.Kind.APPROVE).update(is_valid=False)
    approved = review.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    approved.update(status=TaskState.STATUS_CANCELLED)


def _start_again(review: Review, *, user: Any) -> None:
    """Send the story back to the first step, without cancelling its review."""
    state = review.workflow_state
    waiting = state.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
    waiting.update(status=TaskState.STATUS_CANCELLED, finished_at=clock.now(), finished_by=user)
    state.current_task_state = None
    state.update(user=user)
