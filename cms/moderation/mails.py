"""Mail to people: one to each for each event, as HTML and text, sent once the transaction is committed."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from .formats import format_name
from .queue_rows import person

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """A kind of mail: its template, its subject, and the preference in Wagtail's profile that asks for it."""

    template: str
    subject: str
    preference: str


def tell(event: Event, page: Any, people: QuerySet[Any], *, actor: Any, facts: Mapping[str, Any]) -> None:
    """Tell those of `people` who want to know of a story's event, but not whoever did it."""
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
