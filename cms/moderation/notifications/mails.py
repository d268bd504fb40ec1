"""Mail to people: one to each for each event, as HTML and text, sent by a worker after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise

from cms.accounts.people import name_of
from cms.core.mails import send_soon
from cms.moderation.rules.formats import format_name


@dataclass(frozen=True)
class Event:
    """A kind of mail: its template, its subject, and the preference in Wagtail's profile that asks for it."""

    template: str
    subject: str | Promise
    preference: str


def notify(event: Event, page: Any, people: QuerySet[Any], *, actor: Any, facts: Mapping[str, Any]) -> None:
    """Notify those of `people` who want to know of a story's event, except the actor.

    Each mail waits as a task in the running transaction: it goes out if, and only if, that is committed.
    """
    wants = Q(wagtail_userprofile=None) | Q(**{f"wagtail_userprofile__{event.preference}": True})
    notified = list(people.filter(wants).exclude(pk=actor.pk if actor else None).distinct().order_by("pk"))
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
    subject = " ".join(str(event.subject).format(title=context["title"]).split())
    for user in notified:
        text = render_to_string(f"mails/{event.template}.txt", {**context, "name": name_of(user)})
        send_soon(user.email, subject, text)
