"""What is done to a story outside its review, each with a reason: taking it away, moving and deleting it.

`may_…` gives the answer that the act itself asks for, so that screens can say it before. Wagtail's
permissions decide; what stands beside them only says why not.
"""

from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation.forms import MAX_COMMENT_LENGTH
from cms.moderation.rules.policy import ALLOWED, Answer, refused
from cms.moderation.rules.refusals import Unacceptable, require, required_reason
from cms.publishing.transactions import in_one_transaction

from . import reasons

Position = Literal["first-child", "last-child"]
NO_PLACE = _("There is no such place, or this story can't be moved there.")


def may_unpublish(page: Any, user: Any) -> Answer:
    """Whether `user` may take a live story away from readers, and why not."""
    permissions = page.permissions_for_user(user)
    if permissions.can_unpublish():
        return ALLOWED
    if not permissions.holds_publish():
        return refused(_("Only publishers can unpublish stories."))
    return refused(_("This story is locked.") if page.live else _("This story is not live."), status=409)


def may_unschedule(page: Any, user: Any) -> Answer:
    """Whether `user` may take the schedule of an approved story back, and why not."""
    if not page.permissions_for_user(user).can_unschedule():
        return refused(_("Only publishers can cancel a schedule."))
    if page.scheduled_revision is None:
        return refused(_("This story has no scheduled version."), status=409)
    return ALLOWED


def may_move(page: Any, user: Any) -> Answer:
    """Whether `user` may move a story to somewhere, and why not."""
    permissions = page.permissions_for_user(user)
    return ALLOWED if permissions.can_move() else _kept_here(permissions, "move")


def may_delete(page: Any, user: Any) -> Answer:
    """Whether `user` may delete a story, and why not."""
    permissions = page.permissions_for_user(user)
    return ALLOWED if permissions.can_delete() else _kept_here(permissions, "delete")


def unpublish(page: Any, *, user: Any, reason: str, door: str = "code") -> None:
    """Take a live story away from readers; its draft stays."""

    def work() -> None:
        _begin(page, "unpublish", may_unpublish(page, user), user=user, reason=reason, door=door)
        UnpublishPageAction(page, user=user).execute()

    in_one_transaction(work)


def unschedule(page: Any, *, user: Any, reason: str, door: str = "code") -> None:
    """Take the schedule of an approved story back, as the admin does; going live takes a new approval."""

    def work() -> None:
        _begin(page, "unschedule", may_unschedule(page, user), user=user, reason=reason, door=door)
        revision = page.scheduled_revision
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])

    in_one_transaction(work)


def move(
    page: Any,
    *,
    user: Any,
    destination: Page | None,
    position: Position = "last-child",
    reason: str,
    door: str = "code",
) -> None:
    """Move a story under another page, or to another place there.

    Raises Unacceptable for a place that does not exist, and in the same words for one that does not take it.
    """

    def work() -> None:
        _begin(page, "move", may_move(page, user), user=user, reason=reason, door=door)
        MovePageAction(page, _place(page, destination, user), pos=position, user=user).execute()

    in_one_transaction(work)


def delete(page: Any, *, user: Any, reason: str, door: str = "code") -> None:
    """Delete a story with all its drafts; the log of it stays."""

    def work() -> None:
        _begin(page, "delete", may_delete(page, user), user=user, reason=reason, door=door)
        DeletePageAction(page, user=user).execute()

    in_one_transaction(work)


def _begin(page: Any, act: str, answer: Answer, *, user: Any, reason: str, door: str) -> None:
    written = required_reason(reason, longest=MAX_COMMENT_LENGTH)
    require(answer)
    reasons.note(page, act, written, user=user, door=door)


def _kept_here(permissions: Any, act: str) -> Answer:
    if permissions.is_held():
        return refused(_("This story is locked, in review or scheduled."), status=409)
    return refused(_("You don't have permission to do this with the story ({act}).").format(act=act))


def _place(page: Any, destination: Page | None, user: Any) -> Page:
    if destination is None or not page.permissions_for_user(user).can_move_to(destination):
        raise Unacceptable(NO_PLACE, {"destination_id": [NO_PLACE]})
    # Wagtail 8.0 asks for this right in its explorer only.
    if page.is_child_of(destination) and not destination.permissions_for_user(user).can_reorder_children():
        raise Refusal(_("Only publishers can arrange the stories of a section."))
    if not Page._slug_is_available(page.slug, destination, page=page):  # noqa: SLF001  # as the admin's own view
        raise Refusal(_("Another page there already uses this slug."), status=409)
    return destination
