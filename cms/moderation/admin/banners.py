"""What the editor says about a story's review: who asked for what, and who sent it back to the first step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState

from cms.accounts.people import name_of
from cms.core.refusals import Refusal
from cms.moderation.models import Decision, Review
from cms.moderation.pages import ReviewedPage
from cms.moderation.review import reviews
from cms.moderation.review.what_was_seen import changes_between
from cms.publishing.seal import sealed_content


def show(request: HttpRequest, page: Page) -> None:
    """Put the banner over the editor, when it is opened."""
    review = reviews.running(page) if request.method == "GET" else None
    if review is None:
        return
    asked = _last_request(review)
    if review.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES and asked is not None:
        messages.warning(request, _changes_requested(page, asked))
    elif review.round > 1 and (asked is None or asked.round < review.round - 1):
        messages.warning(request, _sent_back(page, review))


def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what has changed since the last decision of the story's review."""
    page = get_object_or_404(Page, pk=page_id).specific
    review = reviews.running(page)
    if not isinstance(page, ReviewedPage) or review is None or not _may_see(page, request.user):
        raise Refusal(_("This story is not in review, or you don't have access to it."), status=404)
    decision = _last_decision(review)
    draft: Any = page.get_latest_revision().as_object()
    before = reviews.content_under(review, decision.seal) if decision else {}
    context = {
        "page": page,
        "draft": draft,
        "decision": decision,
        "changes": changes_between(draft, before, sealed_content(draft)),
    }
    return TemplateResponse(request, "moderation/changes.html", context)


def _changes_requested(page: Page, asked: Decision) -> Any:
    return format_html(
        _("<b>Changes requested by {} ({}):</b> {} <a href='{}'>See what changed since</a>"),
        name_of(asked.user),
        asked.task.name,
        asked.comment,
        reverse("moderation_changes", args=[page.pk]),
    )


def _sent_back(page: Page, review: Review) -> Any:
    last = _last_decision(review)
    return format_html(
        _(
            "<b>{} changed this story in review{}.</b> It starts again at the first step (round {}). "
            "<a href='{}'>See what changed</a>"
        ),
        name_of(review.submitted_by),
        f" ({last.changes_since})" if last and last.changes_since else "",
        review.round,
        reverse("moderation_changes", args=[page.pk]),
    )


def _last_decision(review: Review) -> Decision | None:
    return Decision.objects.filter(review=review).order_by("-at", "-pk").first()


def _last_request(review: Review) -> Decision | None:
    asked = Decision.objects.filter(review=review, kind=Decision.Kind.REQUEST_CHANGES)
    return asked.select_related("user", "task").order_by("-at", "-pk").first()


def _may_see(page: ReviewedPage, user: Any) -> bool:
    return bool(page.permissions_for_user(user).can_edit())
