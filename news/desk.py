"""The dashboard's help for writers: drafts that autosave began and nobody went on with."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from .models import StoryPage

MAX_SHOWN = 20


def untouched_drafts(user: Any) -> list[StoryPage]:
    """Return `user`'s stories that hold a headline and nothing else, newest first."""
    bare = StoryPage.objects.filter(
        owner=user,
        live=False,
        first_published_at=None,
        standfirst="",
        no_picture=False,
        topics=None,
        bylines=None,
        related=None,
        _specific_workflow_states=None,
    ).order_by("-latest_revision_created_at")
    stories = (page.specific for page in bare[:MAX_SHOWN])
    return [story for story in stories if not story.hero and not getattr(story, story.items_field)]


class UntouchedDraftsPanel(Component):
    """Lists a writer's untouched drafts with one button to discard them."""

    name = "untouched_drafts"
    template_name = "desk/untouched_drafts.html"
    order = 350

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the drafts of the person whose dashboard this is, and the token that the button posts."""
        request = parent_context["request"]
        # Components render without a request (Wagtail 8.0), so no context processor adds the token.
        return {"drafts": untouched_drafts(request.user), "csrf_token": get_token(request)}


@require_POST
def discard_untouched_drafts(request: HttpRequest) -> HttpResponse:
    """Delete the drafts that are still untouched at this moment, and say how many."""
    drafts = [d for d in untouched_drafts(request.user) if d.permissions_for_user(request.user).can_delete()]
    for draft in drafts:
        draft.delete(user=request.user)
    messages.success(
        request,
        ngettext(
            "{count} untouched draft discarded.", "{count} untouched drafts discarded.", len(drafts)
        ).format(count=len(drafts)),
    )
    return redirect("wagtailadmin_home")
