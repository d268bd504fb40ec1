"""Who is notified of what in a review; `mails` writes and sends. The only writer of the two marks of that."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.accounts.people import name_of
from cms.core import clock
from cms.moderation import four_eyes
from cms.moderation.models import BreakGlass, Decision, Review
from cms.moderation.rules.waiting import duration
from cms.publishing import kept_copies
from cms.webhooks import kinds

from . import webhooks
from .mails import Event, notify

SUBMITTED = Event("submitted", _("To review: {title}"), "submitted_notifications")
CHANGES_REQUESTED = Event("changes_requested", _("Changes requested: {title}"), "rejected_notifications")
APPROVED = Event("approved", _("Approved: {title}"), "approved_notifications")
SCHEDULED = Event("scheduled", _("Scheduled: {title}"), "approved_notifications")
PUBLISHED = Event("published", _("Published: {title}"), "approved_notifications")
WITHDRAWN = Event("withdrawn", _("Withdrawn from review: {title}"), "submitted_notifications")
OVERDUE = Event("overdue", _("Overdue: {title}"), "submitted_notifications")
NO_DECIDER = Event("no_decider", _("Nobody left to decide: {title}"), "submitted_notifications")
BROKE_GLASS = Event("broke_glass", _("Published without review: {title}"), "submitted_notifications")
UNPUBLISHABLE = Event("unpublishable", _("Can no longer be published: {title}"), "rejected_notifications")


def step_began(review: Review, task: Any, page: Any, *, actor: Any) -> None:
    """Notify those who may decide the step; where nobody is left, notify the publishers."""
    left = _deciders(review, task)
    facts = {"review": review, "step": task.name, "submitter": name_of(review.submitted_by)}
    if left:
        notify(SUBMITTED, page, _users().filter(pk__in=left), actor=actor, facts=facts)
    else:
        no_decider(review, task, page, actor=actor)


def no_decider(review: Review, task: Any, page: Any, *, actor: Any = None) -> None:
    """Notify the publishers, once while it lasts, that nobody is left to decide a step."""
    if Review.objects.filter(pk=review.pk, is_stuck_told=False).update(is_stuck_told=True):
        notify(NO_DECIDER, page, publishers(), actor=actor, facts={"step": task.name})


def overdue(review: Review, task: Any, page: Any) -> None:
    """Notify those who may decide a step, once, that the story has waited longer than its format should."""
    if Review.objects.filter(pk=review.pk, is_overdue_told=False).update(is_overdue_told=True):
        webhooks.record(kinds.OVERDUE, review, step=task.name, now=clock.now())
        waited = duration(clock.now() - review.step_since)
        facts = {"review": review, "step": task.name, "waited": waited}
        notify(OVERDUE, page, _users().filter(pk__in=_deciders(review, task)), actor=None, facts=facts)


def decided(decision: Decision, page: Any, *, is_last: bool) -> None:
    """Notify the people who wrote and submitted the story of the decision."""
    event = APPROVED
    if decision.kind == Decision.Kind.REQUEST_CHANGES:
        event = CHANGES_REQUESTED
    elif is_last:
        event = SCHEDULED if kept_copies.granted(page.pk) else PUBLISHED
    facts = {
        "step": decision.task.name,
        "by": name_of(decision.user),
        "reason": decision.comment,
        "go_live_at": page.go_live_at,
    }
    notify(event, page, _writers(decision.review, page), actor=decision.user, facts=facts)


def went_live(page: Any) -> None:
    """Notify the people who wrote and submitted a scheduled story that it is live."""
    review = Review.objects.filter(page_id=page.pk).order_by("-submitted_at").first()
    notify(PUBLISHED, page, _writers(review, page), actor=None, facts={})


def withdrawn(review: Review, task: Any, page: Any, *, actor: Any) -> None:
    """Notify the step's people and the writers that there is nothing to decide any more."""
    people = _members(task) | set(_writers(review, page).values_list("pk", flat=True))
    notify(WITHDRAWN, page, _users().filter(pk__in=people), actor=actor, facts={"by": name_of(actor)})


def broke_glass(entry: BreakGlass) -> None:
    """Notify the publishers that a user published alone, and that one of them must countersign."""
    facts = {"by": name_of(entry.user), "reason": entry.reason}
    notify(BROKE_GLASS, entry.page, publishers(), actor=entry.user, facts=facts)


def cannot_be_published(page: Any, *, why: str) -> None:
    """Notify publishers and the writer when a scheduled story can no longer be published."""
    people = publishers().values_list("pk", flat=True)
    notified = _users().filter(Q(pk__in=people) | Q(pk=page.owner_id))
    notify(UNPUBLISHABLE, page, notified, actor=None, facts={"reason": why})


def publishers() -> QuerySet[Any]:
    """Return everybody in a group that holds publish on pages."""
    return _users().filter(groups__page_permissions__permission__codename="publish_page").distinct()


def _users() -> QuerySet[Any]:
    return get_user_model().objects.filter(is_active=True).exclude(email="")


def _members(task: Any) -> set[int]:
    people = get_user_model().objects.filter(is_active=True, groups__in=task.groups.all())
    return set(people.values_list("pk", flat=True))


def _deciders(review: Review, task: Any) -> set[int]:
    """Return who may decide: people of the step's groups, and superusers only where none of them is left."""
    left = four_eyes.deciders_at([(review, task.pk)])[review.pk]
    return left & _members(task) or left


def _writers(review: Review | None, page: Any) -> QuerySet[Any]:
    submitted_by = review.submitted_by_id if review else None
    return _users().filter(pk__in=[pk for pk in (page.owner_id, submitted_by) if pk])
