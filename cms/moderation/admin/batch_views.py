"""The page on which several short stories are approved; it translates and calls `batch`."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.core.refusals import Refusal
from cms.moderation.forms import number_of
from cms.moderation.review import batch
from cms.publishing.transactions import with_own_transactions


@with_own_transactions
def approve_together(request: HttpRequest) -> HttpResponse:
    """Show the chosen stories, each with the seal of what is shown; approve those that come back."""
    if request.method == "POST":
        approvals = [_approval(request.POST, page_id) for page_id in _chosen(request.POST)]
        _report(request, batch.approve_each(approvals, user=request.user))
        return redirect("moderation_queue")
    chosen = _chosen(request.GET)
    choices = batch.choices(chosen, user=request.user)
    context = {
        "choices": choices,
        "open": sum(not choice.refusal for choice in choices),
        "gone": len(chosen) - len(choices),
    }
    return TemplateResponse(request, "moderation/batch.html", context)


def _chosen(data: QueryDict) -> Sequence[int]:
    chosen = list(dict.fromkeys(number_of(text) for text in data.getlist("story")))
    if not chosen:
        raise Refusal(_("Select stories in the queue first."), status=400)
    if len(chosen) > batch.MAX_STORIES:
        raise Refusal(_("Select up to {count} stories.").format(count=batch.MAX_STORIES), status=400)
    return chosen


def _approval(data: QueryDict, page_id: int) -> batch.Approval:
    step, seal = data.get(f"state-{page_id}"), data.get(f"seal-{page_id}")
    return batch.Approval(page_id, number_of(step), seal or "")


def _report(request: HttpRequest, outcomes: Iterable[batch.Outcome]) -> None:
    approved = [outcome.headline for outcome in outcomes if outcome.refusal is None]
    if approved:
        messages.success(
            request,
            _("Approved: {stories}.").format(stories=", ".join(f"“{headline}”" for headline in approved)),
        )
    for outcome in outcomes:
        if outcome.refusal is not None:
            look = messages.button(reverse("moderation_review", args=[outcome.page_id]), _("Open"))
            reason = _("“{story}” was not approved. {reason}").format(
                story=outcome.headline, reason=outcome.refusal.reason
            )
            messages.error(request, reason, buttons=[look])
