"""The admin's screen of background work: what `manage.py status` says, and what was given up."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core import clock

from . import queue
from .probes import status

SHOWN = 50


def may_look(request: HttpRequest) -> bool:
    """Whether a user sees how the work goes: those who may publish."""
    return bool(policy_registry.get_by_type(Page).user_has_permission(request.user, "publish"))


def background_work(request: HttpRequest) -> HttpResponse:
    """Show what waits and what is wrong; a POST lets all tasks that were given up be tried again."""
    if not may_look(request):
        raise PermissionDenied
    if request.method == "POST":
        count = queue.try_again()
        messages.success(
            request,
            ngettext("{count} task will be tried again.", "{count} tasks will be tried again.", count).format(
                count=count
            ),
        )
        return redirect("background_work")
    given_up = queue.given_up()
    context = {
        "lines": list(status.lines(now=clock.now())),
        "given_up": given_up[:SHOWN],
        "given_up_count": given_up.count(),
    }
    return TemplateResponse(request, "operations/background_work.html", context)
