"""What waits for whom: the queue's queries. `rows` makes its rows, `admin.queue_views` its page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from cms.moderation.four_eyes import open_to
from cms.moderation.models import Decision, Review, ReviewTask

_STATE = "workflow_state__current_task_state"


def waiting() -> QuerySet[Review]:
    """Return the reviews in which a user may decide now."""
    return Review.objects.filter(
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state__status=TaskState.STATUS_IN_PROGRESS,
    )


def decidable_by(user: Any) -> QuerySet[Review]:
    """Return the waiting reviews that `user` may decide, the longest waiting and the breaking ones first."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    mine = waiting().filter(**{f"{_STATE}__in": open_to(user, states)})
    return mine.order_by("-is_breaking", "step_since", "pk")


def visible_to(user: Any) -> QuerySet[Review]:
    """Return the waiting reviews of pages that `user` may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    # Permissions are joined through tree paths; as a subquery they cost the same for any number of stories.
    return waiting().filter(page__in=pages.values("pk"))


def listed(user: Any) -> QuerySet[Review]:
    """Return what `user` sees in the queue, with everything that a row shows but the steps' people."""
    latest = Decision.objects.filter(review=OuterRef("pk"), user=user).order_by("-at", "-pk")
    return (
        visible_to(user)
        .select_related("page__owner", "submitted_by", "claimed_by", f"{_STATE}__task", "workflow_state")
        .annotate(
            is_mine=Exists(decidable_by(user).filter(pk=OuterRef("pk"))),
            changes_for_me=Subquery(latest.values("changes_since")[:1], output_field=CharField()),
        )
    )


def overdue(targets: Mapping[int, timedelta], *, now: datetime) -> Q:
    """Return the condition for reviews that have waited longer than the target of their format."""
    late = Q(pk__in=[])
    for content_type, target in targets.items():
        late |= Q(page__content_type=content_type, step_since__lt=now - target)
    return late


def steps() -> QuerySet[Task]:
    """Return the active steps of review."""
    active: QuerySet[Task] = ReviewTask.objects.filter(active=True)
    return active.order_by("pk")


def around(user: Any, page_id: int) -> tuple[int | None, int | None]:
    """Return the pages before and after one among those that `user` may decide; None past either end."""
    pages = list(decidable_by(user).values_list("page_id", flat=True))
    if page_id not in pages:
        return None, next(iter(pages), None)
    at = pages.index(page_id)
    following = pages[at + 1] if at + 1 < len(pages) else None
    return (pages[at - 1] if at else None), following or (pages[0] if at else None)
