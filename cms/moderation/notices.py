"""Mail about reviews: one to each person for each event, sent once the transaction is committed."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from . import contributions, policy
from .formats import format_name
from .models import BreakGlass, Decision, Review
from .queue_rows import person

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """A kind of mail: its template, its subject, and the preference in Wagtail's profile that asks for it."""

    template: str
    subject: str
    preference: str


SUBMITTED = Event("submitted", "To review: {title}", "submitted_notifications")
CHANGES_REQUESTED = Event("changes_requested", "Changes requested: {title}", "rejected_notifications")
APPROVED = Event("approved", "Approved: {title}", "approved_notifications")
PUBLISHED = Event("published", "Published: {title}", "approved_notifications")
WITHDRAWN = Event("withdrawn", "Withdrawn from review: {title}", "submitted_notifications")
NO_DECIDER = Event("no_decider", "Nobody left to decide: {title}", "submitted_notifications")
BROKE_GLASS = Event("broke_glass", "Published without review: {title}", "submitted_notifications")
UNPUBLISHABLE = Event("unpublishable", "Can no longer be published: {title}", "rejected_notifications")


def step_began(review: Review, task: Any, page: Any, *, actor: Any) -> None:
    """Tell those who may decide the step; where nobody is left, tell the publishers."""
    people = contributions.contributors(page.pk)
    earlier = Decision.objects.filter(review=review).exclude(task=task.pk).values_list("user_id", flat=True)
    decided = {pk for pk in earlier if pk}
    members = set(_users().filter(groups__in=task.groups.all()).values_list("pk", flat=True))
    facts = {"review": review, "step": task.name, "submitter": person(review.submitted_by)}
    if policy.nobody_left(members, contributors=people, decided_other_steps=decided):
        _tell(NO_DECIDER, page, publishers(), actor=actor, facts=facts)
    else:
        left = _users().filter(pk__in=members - people - decided)
        _tell(SUBMITTED, page, left, actor=actor, facts=facts)


def decided(decision: Decision, page: Any, *, is_last: bool) -> None:
    """Tell whoever wrote and submitted the story what was decided."""
    event = APPROVED
    if decision.kind == Decision.Kind.REQUEST_CHANGES:
        event = CHANGES_REQUESTED
    elif is_last:
        event = PUBLISHED
    facts = {"step": decision.task.name, "by": person(decision.user), "reason": decision.comment}
    _tell(event, page, _writers(decision.review, page), actor=decision.user, facts=facts)


def withdrawn(review: Review, task: Any, page: Any, *, actor: Any) -> None:
    """Tell the step's people and the writers that there is nothing to decide any more."""
    people = set(_users().filter(groups__in=task.groups.all()).values_list("pk", flat=True))
    people |= set(_writers(review, page).values_list("pk", flat=True))
    _tell(WITHDRAWN, page, _users().filter(pk__in=people), actor=actor, facts={"by": person(actor)})


def broke_glass(entry: BreakGlass) -> None:
    """Tell the publishers that somebody published alone, and that one of them must countersign."""
    facts = {"by": person(entry.user), "reason": entry.reason}
    _tell(BROKE_GLASS, entry.page, publishers(), actor=entry.user, facts=facts)


def cannot_be_published(page: Any, *, why: str) -> None:
    """Tell publishers and the writer when a scheduled story can no longer be published."""
    people = publishers().values_list("pk", flat=True)
    told = _users().filter(Q(pk__in=people) | Q(pk=page.owner_id))
    _tell(UNPUBLISHABLE, page, told, actor=None, facts={"reason": why})


def publishers() -> QuerySet[Any]:
    """Give everybody in a group that holds publish on pages."""
    return _users().filter(groups__page_permissions__permission__codename="publish_page").distinct()


def _users() -> QuerySet[Any]:
    return get_user_model().objects.filter(is_active=True).exclude(email="")


def _writers(review: Review, page: Any) -> QuerySet[Any]:
    return _users().filter(pk__in=[pk for pk in (page.owner_id, review.submitted_by_id) if pk])


def _tell(event: Event, page: Any, people: QuerySet[Any], *, actor: Any, facts: Mapping[str, Any]) -> None:
    wants = Q(wagtail_userprofile=None) | Q(**{f"wagtail_userprofile__{event.preference}": True})
    told = list(people.filter(wants).exclude(pk=actor.pk if actor else None).distinct().order_by("pk"))
    base = settings.GALLEY_BASE_URL
    context = {
        "title": page.draft_title or page.title,
        "format": format_name(page.cached_content_type),
        "review_url": base + reverse("moderation_review", args=[page.pk]),
        "edit_url": base + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "sign_url": base + reverse("moderation_to_countersign"),
        "changes_url": base + reverse("moderation_changes", args=[page.pk]),
        **facts,
    }
    # A mail that fails must not undo, nor stop, what has been decided.
    transaction.on_commit(partial(_send, event, context, told), robust=True)


def _send(event: Event, context: Mapping[str, Any], people: Iterable[Any]) -> None:
    subject = " ".join(event.subject.format(title=context["title"]).split())
    for user in people:
        mine = {**context, "name": person(user)}
        mail = EmailMultiAlternatives(
            subject,
            render_to_string(f"mails/{event.template}.txt", mine),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        html = render_to_string("mails/mail.html", {"subject": subject, "text": mail.body})
        mail.attach_alternative(html, "text/html")
        try:
            mail.send()
        except (SMTPException, OSError):
            logger.exception("review_mail_failed")
