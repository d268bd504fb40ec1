"""The screens of what happens outside the review; they translate and call the services."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation.forms import ReasonForm, number_of
from cms.moderation.models.emergencies import BreakGlass
from cms.moderation.pages import ReviewedPage
from cms.moderation.review import emergencies, pictures


def break_glass(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the reason, and publish alone."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ReviewedPage) or not emergencies.may_break_glass(request.user).allowed:
        raise Refusal(_("You don't have permission to publish without review."), status=404)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            emergencies.break_glass(
                page,
                user=request.user,
                seal=request.POST.get("seal", ""),
                reason=form.cleaned_data["reason"],
                door="admin",
            )
        except ValidationError as missing:
            form.add_error(None, _("The story is incomplete: {what}").format(what=" ".join(missing.messages)))
        else:
            messages.success(
                request,
                _("“{story}” is live. Another publisher has to countersign it.").format(story=page.title),
            )
            return redirect("wagtailadmin_home")
    context = {
        "form": form,
        "title": _("Publish “{story}” without review").format(story=page.get_admin_display_title()),
        "explanation": _(
            "Nobody has reviewed this story. All publishers are notified, and one has to countersign it."
        ),
        "carried": [("seal", request.POST.get("seal") or page.draft_seal)],
        "action": request.path,
    }
    return TemplateResponse(request, "moderation/reason.html", context)


def to_countersign(request: HttpRequest) -> HttpResponse:
    """List what was published alone, and take signatures."""
    if request.method == "POST":
        entry = get_object_or_404(BreakGlass, pk=number_of(request.POST.get("entry")))
        emergencies.countersign(entry, user=request.user, door="admin")
        messages.success(request, _("“{story}” is countersigned.").format(story=entry.title))
        return redirect("moderation_to_countersign")
    return TemplateResponse(
        request, "moderation/to_countersign.html", {"entries": emergencies.to_countersign()[:100]}
    )


def delete_picture(request: HttpRequest, image_id: int) -> HttpResponse:
    """Ask for the reason, and delete a picture that published stories show."""
    image = get_object_or_404(get_image_model(), pk=image_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pages = pictures.delete(image, user=request.user, reason=form.cleaned_data["reason"], door="admin")
        messages.success(
            request,
            ngettext(
                "Picture deleted. {count} story goes on without it.",
                "Picture deleted. {count} stories go on without it.",
                len(pages),
            ).format(count=len(pages)),
        )
        return redirect("wagtailimages:index")
    context = {
        "form": form,
        "title": _("Delete “{picture}”").format(picture=image.title),
        "explanation": _("Live stories lose this picture at once. Stories scheduled with it become drafts."),
        "carried": [],
        "action": request.path,
    }
    return TemplateResponse(request, "moderation/reason.html", context)


class CountersignMenuItem(MenuItem):
    """A link in the main menu while something waits for a second signature."""

    def __init__(self) -> None:
        super().__init__(
            _("To countersign"),
            reverse("moderation_to_countersign"),
            name="to-countersign",
            icon_name="warning",
            order=120,
        )

    def is_shown(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Show it to everybody in the newsroom, for it should worry everybody."""
        return emergencies.to_countersign().exists()


class BreakGlassMenuItem(ActionMenuItem):
    """A link at the end of the editor's action menu."""

    name = "action-break-glass"
    label = _("Publish without review…")
    icon_name = "warning"

    def is_shown(self, context: Any) -> bool:
        """Show it to those with the permission, on stories."""
        page = context.get("page")
        is_story = context["view"] == "edit" and isinstance(page, ReviewedPage)
        return is_story and emergencies.may_break_glass(context["request"].user).allowed

    def get_url(self, parent_context: Any) -> str:
        """Return the form that asks for the reason."""
        return reverse("moderation_break_glass", args=[parent_context["page"].pk])
