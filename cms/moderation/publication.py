"""How approved content goes live: it is granted under its seal, then published."""

from typing import Any

from cms.core import clock
from cms.publishing import kept

from . import contributions, decisions, drafts, policy
from .refusals import require


def publish_approved(workflow_state: Any, *, user: Any) -> None:
    """Publish the newest draft if each step of the review approved exactly this; else raise a Refusal.

    Needs a transaction. Nobody holds the publish permission on a story, so the check is skipped, here and in
    `publish_granted` only.
    """
    revision, draft = drafts.newest(workflow_state.object_id)
    review = workflow_state.review
    approvals = decisions.approvals_of(review, draft.seal)
    people = contributions.contributors(draft.pk)
    require(policy.may_publish(review.steps, approvals=approvals, contributors=people), status=409)
    publish_granted(revision, draft, user=user)


def publish_granted(revision: Any, draft: Any, *, user: Any) -> None:
    """Grant a draft and publish it, or schedule it for its hour; needs a transaction."""
    kept.grant(draft, revision=revision, now=clock.now())
    contributions.mark_granted(draft.pk)
    revision.publish(user=user, skip_permission_checks=True)
