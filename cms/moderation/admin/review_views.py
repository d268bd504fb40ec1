"""The screen on which a story is decided. It translates and calls; `decisions` and `claims` decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from cms.accounts.people import name_of
from cms.core import clock
from cms.core.refusals import Refusal
from cms.moderation import four_eyes
from cms.moderation.forms import DecisionForm, RequestChangesForm, number_of
from cms.moderation.models import Decision, Review, ReviewSettings
from cms.moderation.pages import ReviewedPage
from cms.moderation.queue import queries, rows
from cms.moderation.review import claims, decisions
from cms.moderation.review.what_was_seen import compare, pictures_of

FORMS = {"approve": DecisionForm, "reject": RequestChangesForm}
NOT_HERE = _("This story is not in review, or you don't have access to it.")
SAID = {"approve": _("“{}” approved."), "reject": _("Changes to “{}” requested.")}


def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show a story with the seal of what is shown, and take the decision on it."""
    page = _story(request, page_id)
    forms = {name: form(auto_id=f"{name}-%s") for name, form in FORMS.items()}
    action = request.POST.get("action", "")
    if request.method == "POST" and action in FORMS:
        forms[action] = FORMS[action](request.POST, auto_id=f"{action}-%s")
        if forms[action].is_valid():
            _previous, following = queries.around(request.user, page.pk)
            # The step that was shown: a colleague's approval meanwhile must not make this the next step's.
            step = decisions.step_of(page, number_of(request.POST.get("state")))
            decisions.decide(step, action, user=request.user, door="admin", **forms[action].cleaned_data)
            messages.success(request, SAID[action].format(page.get_admin_display_title()))
            return redirect("moderation_review", following) if following else redirect("moderation_queue")
    context = _context(request, page, _waiting_step(page), forms)
    return TemplateResponse(request, "moderation/review.html", context)


@require_POST
def claim(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take the story, or give it back."""
    page = _story(request, page_id)
    if "release" in request.POST:
        claims.release(page, user=request.user)
    else:
        claims.claim(page, user=request.user, now=clock.now())
    return redirect("moderation_review", page_id)


@xframe_options_sameorigin_override
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the newest draft as readers will see it, in the frame of the decision screen."""
    page = _story(request, page_id)
    _waiting_step(page)
    draft = page.get_latest_revision().as_object()
    response: HttpResponse = draft.make_preview_request(request, draft.default_preview_mode)
    return response


def _story(request: HttpRequest, page_id: int) -> ReviewedPage:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ReviewedPage) or not page.permissions_for_user(request.user).can_edit():
        raise Refusal(NOT_HERE, status=404)
    return page


def _waiting_step(page: ReviewedPage) -> Any:
    state = page.current_workflow_task_state
    if state is None:
        raise Refusal(NOT_HERE, status=404)
    return state


def _context(request: HttpRequest, page: ReviewedPage, state: Any, forms: dict[str, Any]) -> dict[str, Any]:
    user, settings, now = request.user, ReviewSettings.load(), clock.now()
    draft = page.get_latest_revision().as_object()
    found = get_object_or_404(Review.objects.select_related("claimed_by"), pk=state.workflow_state_id)
    previous, following = queries.around(user, page.pk)
    claim_words = rows.claim_words(found, lasts=settings.claim_lasts, now=now)
    history = Decision.objects.filter(review__page=page.pk).select_related("user", "task").order_by("-at")
    return {
        "page": page,
        "draft": draft,
        "seal": draft.seal,
        "state": state,
        "review": found,
        "author": name_of(page.owner),
        "answer": four_eyes.may_decide(state, user),
        "forms": forms,
        "phrases": settings.phrase_list(),
        "comparison": compare(found, draft, user=user, wanted=request.GET.get("since", "")),
        "pictures": pictures_of(draft),
        "comments": draft.wagtail_admin_comments.filter(resolved_at=None),
        "history": history,
        "claim": claim_words,
        "is_claimed_by_me": bool(claim_words) and found.claimed_by == user,
        "previous": previous,
        "following": following,
    }
