"""The screen on which a story is decided. It translates and calls; `decisions` decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from wagtail.admin import messages
from wagtail.models import Page

from cms.publishing.refusals import Refusal

from . import decisions
from .forms import DecisionForm, RequestChangesForm
from .models.reviews import Review
from .pages import ReviewedPage

FORMS = {"approve": DecisionForm, "reject": RequestChangesForm}
SAID = {"approve": "“{}” approved.", "reject": "Changes of “{}” requested."}


def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show a story with the seal of what is shown, and take the decision on it."""
    page = get_object_or_404(Page, pk=page_id).specific
    state = page.current_workflow_task_state if isinstance(page, ReviewedPage) else None
    if state is None or not page.permissions_for_user(request.user).can_edit():
        raise Refusal("This story is not in review, or not yours to see.", status=404)
    forms = {name: form(auto_id=f"{name}-%s") for name, form in FORMS.items()}
    action = request.POST.get("action", "")
    if request.method == "POST" and action in FORMS:
        forms[action] = FORMS[action](request.POST, auto_id=f"{action}-%s")
        if forms[action].is_valid():
            decisions.decide(state, action, user=request.user, door="admin", **forms[action].cleaned_data)
            messages.success(request, SAID[action].format(page.get_admin_display_title()))
            return redirect("wagtailadmin_home")
    return TemplateResponse(request, "moderation/review.html", _context(page, state, forms, request.user))


def _context(page: ReviewedPage, state: Any, forms: dict[str, Any], user: Any) -> dict[str, Any]:
    draft = page.get_latest_revision().as_object()
    return {
        "page": page,
        "draft": draft,
        "seal": draft.seal,
        "state": state,
        "review": Review.objects.get(pk=state.workflow_state_id),
        "answer": decisions.may_decide(state, user),
        "forms": forms,
    }
