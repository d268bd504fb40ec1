"""Acts on stories: each goes through a service of the room, and answers with where the story stands now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Status
from wagtail.models import Page

from cms.api.newsroom.scopes import Scope, needs
from cms.api.parameters import PageId
from cms.core import clock
from cms.moderation.review import claims, decisions, live_actions, schedules
from cms.moderation.review import emergencies as entries
from cms.moderation.rules.refusals import by_field

from . import find, states
from .bodies import Approval, ChangeRequest, Emergency, Move, Reason, Schedule
from .reads import emergency
from .schemas import EmergencyEntry, Story

DOOR = "api"


@needs(Scope.WRITE)
def submit(request: HttpRequest, page_id: PageId) -> Story:
    """Send the newest draft to review, or back to it after changes were requested."""
    return _done(request, page_id, lambda page: decisions.submit(page, user=request.user, door=DOOR))


@needs(Scope.WRITE)
def withdraw(request: HttpRequest, page_id: PageId) -> Story:
    """Take the story out of review; open to the person who submitted it, and to publishers."""
    return _done(request, page_id, lambda page: decisions.withdraw(page, user=request.user, door=DOOR))


@needs(Scope.DECIDE)
def claim(request: HttpRequest, page_id: PageId) -> Story:
    """Take the story in hand, also from a colleague; it stops nobody."""
    return _done(request, page_id, lambda page: claims.claim(page, user=request.user, now=clock.now()))


@needs(Scope.DECIDE)
def release(request: HttpRequest, page_id: PageId) -> Story:
    """Let go of the story, so that a colleague may take it in hand."""
    return _done(request, page_id, lambda page: claims.release(page, user=request.user))


@needs(Scope.DECIDE)
def approve(request: HttpRequest, page_id: PageId, body: Approval) -> Story:
    """Approve what you have read; the last approval publishes exactly that."""
    return _done(
        request,
        page_id,
        lambda page: decisions.approve(page, user=request.user, door=DOOR, **body.model_dump()),
    )


@needs(Scope.DECIDE)
def request_changes(request: HttpRequest, page_id: PageId, body: ChangeRequest) -> Story:
    """Send the story back with a reason, which the writer sees."""
    return _done(
        request,
        page_id,
        lambda page: decisions.request_changes(page, user=request.user, door=DOOR, **body.model_dump()),
    )


@needs(Scope.PUBLISH)
def schedule(request: HttpRequest, page_id: PageId, body: Schedule) -> Story:
    """Set when the draft goes live and when it ends: an edit, so the review begins again."""
    said: dict[str, Any] = {"seal": body.seal, "times": body.times, "now": clock.now(), "door": DOOR}
    return _done(request, page_id, lambda page: schedules.schedule(page, user=request.user, **said))


@needs(Scope.PUBLISH)
def unschedule(request: HttpRequest, page_id: PageId, body: Reason) -> Story:
    """Take the hour of an approved version back; going live takes a new approval."""
    return _done(
        request,
        page_id,
        lambda page: live_actions.unschedule(page, user=request.user, reason=body.reason, door=DOOR),
    )


@needs(Scope.PUBLISH)
def unpublish(request: HttpRequest, page_id: PageId, body: Reason) -> Story:
    """Take a live story away from readers."""
    return _done(
        request,
        page_id,
        lambda page: live_actions.unpublish(page, user=request.user, reason=body.reason, door=DOOR),
    )


@needs(Scope.PUBLISH)
def move(request: HttpRequest, page_id: PageId, body: Move) -> Story:
    """Move the story under another page."""
    to = Page.objects.filter(pk=body.destination_id).first()
    said: dict[str, Any] = {"position": body.position, "reason": body.reason, "door": DOOR}
    return _done(
        request, page_id, lambda page: live_actions.move(page, user=request.user, destination=to, **said)
    )


@needs(Scope.PUBLISH)
def delete(request: HttpRequest, page_id: PageId, body: Reason) -> Status[None]:
    """Delete the story with all its drafts."""
    page = find.story_to_change(page_id, request.user)
    with by_field():
        live_actions.delete(page, user=request.user, reason=body.reason, door=DOOR)
    return Status(204, None)


@needs(Scope.PUBLISH)
def break_glass(request: HttpRequest, page_id: PageId, body: Emergency) -> Story:
    """Publish what you have read alone, in an emergency; another user has to countersign."""
    return _done(
        request,
        page_id,
        lambda page: entries.break_glass(page, user=request.user, door=DOOR, **body.model_dump()),
    )


@needs(Scope.PUBLISH)
def countersign(request: HttpRequest, entry_id: PageId) -> EmergencyEntry:
    """Sign what another user published alone; once is enough."""
    entries.countersign(find.emergency(entry_id), user=request.user, door=DOOR)
    return emergency(find.emergency(entry_id), request.user)


def _done(request: HttpRequest, page_id: int, act: Callable[[Any], object]) -> Story:
    page = find.story_to_change(page_id, request.user)
    with by_field():
        act(page)
    return states.standing(Page.objects.get(pk=page_id).specific, request.user)
