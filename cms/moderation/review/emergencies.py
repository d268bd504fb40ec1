"""Break glass: one person publishes alone with a written reason, and another user countersigns."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core import clock
from cms.moderation import contributions, four_eyes
from cms.moderation.forms import MAX_COMMENT_LENGTH
from cms.moderation.models.emergencies import BreakGlass
from cms.moderation.notifications import recipients
from cms.moderation.rules import policy
from cms.moderation.rules.policy import Answer
from cms.moderation.rules.refusals import require, required_reason
from cms.publishing.transactions import in_one_transaction

from . import drafts, publication, what_was_seen


def may_break_glass(user: Any) -> Answer:
    """Whether `user`, or a group of theirs, was given the permission; being a superuser is not enough."""
    own = Q(user=user) | Q(group__user=user)
    granted = Permission.objects.filter(own, codename="break_glass", content_type__app_label="moderation")
    may = user.is_active and granted.exists()
    return (
        policy.ALLOWED if may else policy.refused(_("You don't have permission to publish without review."))
    )


def may_publish_alone(page: Any, user: Any) -> Answer:
    """Whether `user` may publish the newest draft of a story alone, and why not."""
    has_draft = page.latest_revision_id is not None
    return may_break_glass(user) if has_draft else policy.refused(policy.NO_DRAFT, status=409)


def may_countersign(entry: BreakGlass, user: Any) -> Answer:
    """Whether `user` may sign what a user published alone; once its page is gone, any publisher may."""
    if entry.page is None:
        is_publisher = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
    else:
        is_publisher = entry.page.specific.permissions_for_user(user).holds_publish()
    people = frozenset(entry.contributors)
    return four_eyes.may_countersign(
        user.pk, broken_by=entry.user_id, contributors=people, is_publisher=is_publisher
    )


def break_glass(page: Any, *, user: Any, seal: str, reason: str, door: str = "code") -> BreakGlass:
    """Publish the newest draft, which must have this seal, without any approval.

    Raises a Refusal without the permission, without a reason or for another seal, and a ValidationError for a
    story that lacks something.
    """

    def work() -> BreakGlass:
        require(may_publish_alone(page, user))
        written = required_reason(reason, longest=MAX_COMMENT_LENGTH)
        revision, draft = drafts.newest(page.pk)
        what_was_seen.check_seal(draft, seal, user=user, door=door)
        draft.check_complete()
        entry = BreakGlass.objects.create(
            page_id=draft.pk,
            title=draft.title,
            seal=seal,
            user=user,
            reason=written,
            contributors=sorted(contributions.contributors(draft.pk)),
            at=clock.now(),
        )
        log(draft, "galley.break_glass", user=user, data={"seal": seal, "reason": written, "door": door})
        publication.publish_granted(revision, draft, user=user)
        recipients.broke_glass(entry)
        return entry

    return in_one_transaction(work)


def countersign(entry: BreakGlass, *, user: Any, door: str = "code") -> None:
    """Sign what a user published alone; a second click changes nothing. A Refusal for who may not."""

    def work() -> None:
        locked = BreakGlass.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if locked.countersigned_by_id:
            return
        require(may_countersign(locked, user))
        locked.countersigned_by, locked.countersigned_at = user, clock.now()
        locked.save(update_fields=["countersigned_by", "countersigned_at"])
        if locked.page is not None:
            log(
                locked.page.specific,
                "galley.countersign",
                user=user,
                data={"seal": locked.seal, "door": door},
            )

    in_one_transaction(work)


def to_countersign() -> QuerySet[BreakGlass]:
    """Return what waits for a second signature, oldest first."""
    return BreakGlass.objects.filter(countersigned_by=None).select_related("user", "page").order_by("at")
