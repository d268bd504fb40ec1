"""Where a story stands, as the workflow's answers say it."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import WorkflowState

from cms.accounts.people import name_of
from cms.core import clock
from cms.moderation import contributions
from cms.moderation.models import Review, ReviewSettings
from cms.moderation.pages import ReviewedPage
from cms.moderation.review import claims, decisions, drafts, emergencies, live_actions, reviews
from cms.moderation.rules.policy import Answer
from cms.moderation.rules.waiting import is_held
from cms.publishing import kept_copies

from .schemas import Claim, Granted, Permit, Permits, Person, State, Step, Story


def standing(page: ReviewedPage, user: Any) -> Story:
    """Return the state of a story, and what `user` may do about it."""
    draft: Any = page.get_latest_revision_as_object()
    review, live = reviews.running(page), kept_copies.live(page)
    waiting = decisions.waiting_step(page)
    return Story(
        id=page.pk,
        uuid=str(page.uuid),
        type=page._meta.label,  # Django's documented name
        title=draft.title,
        state=_state(page, review),
        seal=draft.seal,
        live_seal=live.seal if live and page.live else None,
        round=review.round if review else None,
        step=Step(id=waiting.pk, name=waiting.task.name) if waiting else None,
        submitted_by=person(review.submitted_by) if review else None,
        submitted_at=review.submitted_at if review else None,
        contributors=_contributors(page),
        claim=_claim(review),
        go_live_at=draft.go_live_at,
        expire_at=draft.expire_at,
        granted=_granted(page),
        actions=_permits(page, user),
    )


def person(user: Any) -> Person | None:
    """Return a user; None for a deleted one."""
    return Person(id=user.pk, name=name_of(user)) if user else None


def permit(answer: Answer) -> Permit:
    """Return an answer of the rules."""
    return Permit(allowed=answer.allowed, reason=answer.reason)


def _state(page: ReviewedPage, review: Review | None) -> State:
    if review is not None:
        is_sent_back = review.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        return "changes_requested" if is_sent_back else "in_review"
    if page.scheduled_revision is not None:
        return "scheduled"
    if not page.live:
        return "draft"
    return "live_with_draft" if page.has_unpublished_changes else "live"


def _contributors(page: ReviewedPage) -> list[Person]:
    found = get_user_model().objects.filter(pk__in=contributions.contributors(page.pk)).order_by("pk")
    return [Person(id=user.pk, name=name_of(user)) for user in found]


def _claim(review: Review | None) -> Claim | None:
    lasts = ReviewSettings.load().claim_lasts
    if review is None or not is_held(review.claimed_at, lasts=lasts, now=clock.now()):
        return None
    holder = person(review.claimed_by)
    return Claim(by=holder, at=review.claimed_at) if holder and review.claimed_at else None


def _granted(page: ReviewedPage) -> Granted | None:
    copy, revision = kept_copies.granted(page.pk), page.scheduled_revision
    if copy is None or revision is None:
        return None
    return Granted(seal=copy.seal, go_live_at=revision.approved_go_live_at)


def _permits(page: ReviewedPage, user: Any) -> Permits:
    decide = decisions.may_decide_on(page, user)
    answers = {
        "submit": decisions.may_submit(page, user),
        "withdraw": decisions.may_withdraw(page.current_workflow_state, user),
        "claim": decide,
        "release": claims.may_release(page, user),
        "approve": decide,
        "request_changes": decide,
        "schedule": drafts.may_edit(page, user),
        "unschedule": live_actions.may_unschedule(page, user),
        "unpublish": live_actions.may_unpublish(page, user),
        "move": live_actions.may_move(page, user),
        "delete": live_actions.may_delete(page, user),
        "break_glass": emergencies.may_publish_alone(page, user),
    }
    return Permits(**{name: permit(answer) for name, answer in answers.items()})
