"""Reasons for acts on live stories: unpublishing, moving and deleting take a publisher and a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation.forms import ReasonForm
from cms.moderation.rules.formats import reviewed_models

TAKEN_DOWN = _("This is live. Why is it taken down? The reason is kept in the history.")
# What a person does to a page: the title of the form that asks why, and what it says.
ACTS = {
    "unpublish": (_("Unpublish “{story}”"), TAKEN_DOWN),
    "delete": (_("Delete “{story}”"), TAKEN_DOWN),
    "move": (_("Move “{story}”"), _("This is live. Why is it moved? The reason is kept in the history.")),
}


def live_stories_under(page: Page) -> Any:
    """Return the live pages that go live by seal, at and under `page`."""
    live = Page.objects.descendant_of(page, inclusive=True).live()
    return live.type(*reviewed_models())


def ask(request: HttpRequest, page: Page, act: str) -> HttpResponse | None:
    """Answer a POST on live stories without a reason with a form for it; note the reason it brings."""
    if request.method != "POST" or not live_stories_under(page).exists():
        return None
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        note(page, act, form.cleaned_data["reason"], user=request.user, door="admin")
        return None
    carried = [
        (name, value)
        for name in request.POST
        if name not in {"reason", "csrfmiddlewaretoken"}
        for value in request.POST.getlist(name)
    ]
    title, explanation = ACTS[act]
    context = {
        "form": form,
        "carried": carried,
        "title": str(title).format(story=page.get_admin_display_title()),
        "explanation": explanation,
        "action": request.get_full_path(),
    }
    return render(request, "moderation/reason.html", context, status=422 if form.is_bound else 200)


def note(page: Page, act: str, reason: str, *, user: Any, door: str) -> None:
    """Log why a user acts on a story."""
    log(page, "galley.reason", user=user, data={"act": act, "reason": reason, "door": door})


def refuse_in_bulk(pages: list[Page]) -> None:
    """Raise a Refusal where an act on many pages would need a reason for some."""
    if any(live_stories_under(page).exists() for page in pages):
        raise Refusal(_("Live stories need a reason each: do this one by one."), status=409)
