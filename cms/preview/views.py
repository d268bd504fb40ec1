"""The screen of shared previews: make a link to the draft as it is, see what became of others, take back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from cms.core import clock
from cms.delivery.registry import projection_of

from . import grants
from .models import PreviewGrant

LISTED = 50  # the newest
OPEN = "open"
DAYS = {"1": gettext_lazy("a day"), "7": gettext_lazy("a week"), "30": gettext_lazy("30 days")}


class ShareForm(forms.Form):
    """Asks how long a link is good, and carries the revision that was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.ChoiceField(choices=list(DAYS.items()), initial="7", label=gettext_lazy("Valid for"))


def previews(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the shared previews of a page, and make one of the revision that the form names."""
    page = _page(request, page_id)
    form = ShareForm(request.POST or None, initial={"revision": page.latest_revision_id})
    if request.method == "POST" and form.is_valid():
        revision = get_object_or_404(page.revisions, pk=form.cleaned_data["revision"])
        until = clock.now() + timedelta(days=int(form.cleaned_data["days"]))
        grants.share(revision, user=request.user, until=until)
        said = _(
            "Link created. Anyone with it can see this version until {day}; later changes are not included."
        )
        messages.success(request, said.format(day=date_format(timezone.localtime(until), "j F Y, H:i")))
        return redirect("preview_links", page.pk)
    context = {"page": page, "form": form, "rows": _rows(page), "latest": page.latest_revision}
    return TemplateResponse(request, "preview/links.html", context)


@require_POST
def take_back(request: HttpRequest, page_id: int, grant_id: int) -> HttpResponse:
    """Take a shared preview of this page back."""
    page = _page(request, page_id)
    grant = get_object_or_404(grants.shared(page), pk=grant_id)
    grants.revoke(grant, user=request.user)
    messages.success(request, _("Link revoked. It no longer shows anything."))
    return redirect("preview_links", page.pk)


def state_of(grant: PreviewGrant) -> str:
    """Say what has become of a shared preview: `open`, or why it shows nothing."""
    if grant.revoked_at:
        return _("revoked")
    if grant.expires_at <= clock.now():
        return _("expired")
    return OPEN if grants.is_open(grant) else _("no longer works: its creator can't see this draft any more")


def _rows(page: Any) -> list[dict[str, Any]]:
    found = [(grant, state_of(grant)) for grant in grants.shared(page)[:LISTED]]
    return [
        {"grant": grant, "state": state, "link": grants.link_to(grant) if state == OPEN else ""}
        for grant, state in found
    ]


def _page(request: HttpRequest, page_id: int) -> Any:
    page = get_object_or_404(Page, pk=page_id).specific
    if projection_of(type(page)) is None:
        raise Http404
    if not grants.may_see(page, request.user):
        raise PermissionDenied
    return page
