"""How approved content goes live: it is granted under its seal, then published."""

from typing import Any

from django.utils.translation import gettext as _

from cms.core import clock
from cms.core.refusals import Refusal
from cms.moderation import contributions, four_eyes
from cms.moderation.models.reviews import Review
from cms.moderation.rules.refusals import require
from cms.publishing import kept_copies

from . import decisions, drafts, reviews


def publish_approved(workflow_state: Any, *, user: Any) -> None:
    """Publish the newest draft if each step of the review approved exactly this; else raise a Refusal.

    Needs a transaction. Nobody holds the publish permission on a story, so the check is skipped, here and in
    `publish_granted` only.
    """
    revision, draft = drafts.newest(workflow_state.object_id)
    review = Review.objects.filter(pk=workflow_state.pk).first()
    if review is None:
        raise Refusal(_("This review has no steps: nobody has approved the story."), status=409)
    approvals = decisions.approvals_of(review, draft.seal)
    people = contributions.contributors(draft.pk)
    require(four_eyes.may_publish(review.steps, approvals=approvals, contributors=people), status=409)
    publish_granted(revision, draft, user=user)


def publish_granted(revision: Any, draft: Any, *, user: Any) -> None:
    """Grant a draft and publish it, or schedule it for its hour; needs a transaction."""
    copy = kept_copies.grant(draft, revision=revision, now=clock.now())
    # A review that goes on after an emergency must still know who contributed to the story.
    if reviews.running(draft) is None:
        contributions.mark_granted(draft.pk)
    with kept_copies.going_live(copy):
        revision.publish(user=user, skip_permission_checks=True)
