"""The dashboard's panels: what I can decide, and my stories by state."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, WorkflowState

from cms.core import clock
from cms.moderation.models import Decision, Review
from cms.moderation.models.reviews import OPEN
from cms.moderation.queue import queries, rows
from cms.moderation.rules.formats import format_name, formats

SHOWN = 8


class AwaitingReviewPanel(Component):
    """The stories that the user can decide, the most urgent first."""

    name = "awaiting_review"
    template_name = "moderation/awaiting_panel.html"
    order = 220

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return rows of the queue."""
        user = parent_context["request"].user
        mine: QuerySet[Any] = queries.listed(user)
        mine = mine.filter(is_mine=True).order_by("-is_breaking", "step_since", "pk")
        shown = rows.rows(list(mine[:SHOWN]), now=clock.now()) if user.is_active else []
        return {"rows": shown, "count": queries.decidable_by(user).order_by().count()}


class MyStoriesPanel(Component):
    """The user's own stories by state, and one click to begin a new one."""

    name = "my_stories"
    template_name = "moderation/my_stories_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return lists by state, each with a title, and the buttons."""
        user = parent_context["request"].user
        return {"states": [s for s in _states(user) if s[1]], "new": _new_buttons(user)}


def _states(user: Any) -> list[tuple[str, list[Any]]]:
    kinds = [content_type.pk for content_type in formats()]
    own = Page.objects.filter(owner=user, content_type__in=kinds).order_by("-latest_revision_created_at")
    reviews = _running(user)
    waiting = queries.waiting().values("page")
    sent_back = reviews.filter(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES)
    scheduled = Q(pk__in=_scheduled())
    idle = own.exclude(pk__in=reviews.values("page"))
    return [
        (_("Changes requested"), _asked(sent_back)),
        (_("In review"), rows.rows(list(_in_review(user)[:SHOWN]), now=clock.now())),
        (_("Drafts"), _plain(idle.filter(live=False).exclude(scheduled).exclude(pk__in=waiting)[:SHOWN])),
        (_("Scheduled"), _plain(idle.filter(scheduled)[:SHOWN])),
        (_("Live"), _plain(own.filter(live=True)[:SHOWN])),
    ]


def _scheduled() -> QuerySet[Any, Any]:
    # Revisions keep the ids of pages as text, which PostgreSQL does not compare with numbers.
    waiting: QuerySet[Any, Any] = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return waiting.values_list(Cast("object_id", IntegerField()))


def _running(user: Any) -> QuerySet[Review]:
    return Review.objects.filter(page__owner=user, workflow_state__status__in=OPEN)


def _in_review(user: Any) -> QuerySet[Any]:
    return queries.listed(user).filter(page__owner=user).order_by("step_since")


def _asked(reviews: QuerySet[Review]) -> list[dict[str, Any]]:
    found = list(reviews.select_related("page")[:SHOWN])
    asked = Decision.objects.filter(review__in=found, kind=Decision.Kind.REQUEST_CHANGES).order_by("at")
    reasons = {decision.review_id: decision.comment for decision in asked}
    return [
        {"page_id": r.page_id, "headline": r.page.draft_title, "note": reasons.get(r.pk, "")} for r in found
    ]


def _plain(pages: Any) -> list[dict[str, Any]]:
    return [{"page_id": page.pk, "headline": page.draft_title, "note": ""} for page in pages]


def _new_buttons(user: Any) -> list[tuple[str, str]]:
    buttons = []
    for content_type in formats():
        kind: Any = content_type.model_class()
        section = next((s for s in _sections(kind) if s.permissions_for_user(user).can_add_subpage()), None)
        if section is not None:
            args = [content_type.app_label, content_type.model, section.pk]
            buttons.append(
                (
                    _("New {format}").format(format=format_name(content_type)),
                    reverse("wagtailadmin_pages:add", args=args),
                )
            )
    return buttons


def _sections(kind: Any) -> list[Any]:
    parents = kind.allowed_parent_page_models()
    return list(Page.objects.live().type(*parents).order_by("path")[:10]) if parents else []
