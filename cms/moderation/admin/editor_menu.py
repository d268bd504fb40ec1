"""The editor's actions under review: Submit first, Withdraw last, decisions on their own screen."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import Page

from cms.moderation.pages import ReviewedPage
from cms.moderation.review import decisions, reviews


class DecideMenuItem(ActionMenuItem):
    """Leads to the screen on which exactly what is shown is decided."""

    name = "action-review"
    label = _("Open the review")
    icon_name = "clipboard-list"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        """Show it while the story waits for a decision."""
        review = reviews.running(context["page"]) if context.get("page") else None
        return review is not None and reviews.is_waiting(review)

    def get_url(self, parent_context: Mapping[str, Any]) -> str:
        """Return the screen's address."""
        return reverse("moderation_review", args=[parent_context["page"].pk])


class WithdrawMenuItem(CancelWorkflowMenuItem):
    """Wagtail's cancel under a clear name, for those who may; the browser asks once more."""

    label = _("Withdraw from review")
    template_name = "moderation/withdraw_menu_item.html"


def arrange(items: list[Any], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Put the actions of a reviewed page into our order, in place."""
    page = context.get("page")
    if not issubclass(type(page) if page is not None else _kind_of_new(request), ReviewedPage):
        # Wagtail 8.0 asks the parent of a new page whether there is a review; stories stand beside it.
        items[:] = [item for item in items if not isinstance(item, SubmitForModerationMenuItem)]
        return
    ours = (WorkflowMenuItem, RestartWorkflowMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem)
    submit = [item for item in items if isinstance(item, SubmitForModerationMenuItem)]
    others = [item for item in items if not isinstance(item, ours)]
    decide = DecideMenuItem()
    withdraw = [WithdrawMenuItem()] if page is not None and _may_withdraw(page, request.user) else []
    items[:] = [*submit, *others, *([decide] if decide.is_shown(context) else []), *withdraw]


def save_what_has_no_review(request: HttpRequest, kind: type[Page]) -> None:
    """Let a new page that is no story be saved where the form says Submit, which Wagtail 8.0 would try."""
    if "action-submit" in request.POST and not issubclass(kind, ReviewedPage):
        sent = request.POST.copy()
        del sent["action-submit"]
        request.POST = sent  # type: ignore[assignment]


def _kind_of_new(request: HttpRequest) -> type[Any]:
    """Return the type of page that the form of a new one makes; Wagtail 8.0 names it in the address alone."""
    names = resolve(request.path_info).kwargs
    return apps.get_model(names["content_type_app_name"], names["content_type_model_name"])


def _may_withdraw(page: Any, user: Any) -> bool:
    return decisions.may_withdraw(page.current_workflow_state, user).allowed
