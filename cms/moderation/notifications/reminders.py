"""Reminders, which time alone causes: stories that wait too long, and steps whose people have all gone."""

from datetime import datetime
from functools import partial
from typing import Any

from cms.moderation import four_eyes
from cms.moderation.models import Review, ReviewSettings
from cms.moderation.queue import queries
from cms.publishing.transactions import in_one_transaction

from . import recipients

_STEP = "workflow_state__current_task_state__task"


def remind(*, now: datetime) -> None:
    """Notify people of stories that are overdue, or that nobody is left to decide; each once a step.

    Any number of workers may do it at once: the one that marks a story notifies.
    """
    limits = ReviewSettings.load().limits()
    late = queries.waiting().filter(queries.overdue(limits, now=now), is_overdue_told=False)
    for review in late.select_related(_STEP):
        in_one_transaction(partial(_remind, recipients.overdue, review))
    _remind_of_empty_steps()


def _remind_of_empty_steps() -> None:
    waiting = list(queries.waiting().select_related(_STEP))
    stuck = {pk for pk, left in four_eyes.deciders(waiting).items() if not left}
    for review in waiting:
        if review.pk in stuck and not review.is_stuck_told:
            in_one_transaction(partial(_remind, recipients.no_decider, review))
    freed = [r.pk for r in waiting if r.is_stuck_told and r.pk not in stuck]
    Review.objects.filter(pk__in=freed).update(is_stuck_told=False)


def _remind(notice: Any, review: Review) -> None:
    state: Any = review.workflow_state.current_task_state
    notice(review, state.task.specific, review.page.specific)
