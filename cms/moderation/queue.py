"""What waits for whom."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import TaskState

from .models.contributions import Contribution
from .models.reviews import Decision


def open_to(user: Any, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Keep the states that `user` may decide: no part in the story, no other step of its review decided."""
    review = OuterRef("workflow_state__review")
    contributed = Contribution.objects.filter(user=user, page=OuterRef("workflow_state__review__page"))
    decided = Decision.objects.filter(user=user, review=review).exclude(task=OuterRef("task"))
    return states.filter(~Exists(contributed), ~Exists(decided), workflow_state__review__isnull=False)
