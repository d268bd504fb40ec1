"""Four eyes: nobody decides on a story to which they contributed, nor two steps of one review.

The rule stands here alone, once on plain data (`verdict`, `may_publish`, `may_countersign`) and once in SQL
(`open_to`); a test holds both equal for all people. Superusers may decide any step, and are not exempt.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from .models.contributions import Contribution
from .models.reviews import Decision, Review
from .models.tasks import ReviewTask
from .rules.policy import ALLOWED, Answer, refused


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What the rule looks at when a user wants to decide the current step of a review: ids of users."""

    contributors: frozenset[int]
    decided_other_steps: frozenset[int]
    of_step: frozenset[int]


def verdict(decider: int, facts: StepFacts) -> Answer:
    """Whether the user with id `decider` may decide, and why not."""
    if decider in facts.contributors:
        return refused(_("You worked on this story, so someone else has to decide."))
    if decider in facts.decided_other_steps:
        return refused(_("You decided another step, so someone else decides this one."))
    if decider not in facts.of_step:
        return refused(_("Another group decides this step."))
    return ALLOWED


def may_publish(
    steps: Sequence[int], *, approvals: Mapping[int, int], contributors: frozenset[int]
) -> Answer:
    """Whether content goes live: each step approved exactly it, by different people who did not contribute.

    `approvals` gives the approver's id by step. A review without steps publishes nothing.
    """
    if not steps or any(step not in approvals for step in steps):
        return refused(_("A step of the review has not approved this content."))
    people = [approvals[step] for step in steps]
    if len(set(people)) < len(people):
        return refused(_("Two steps were approved by the same person."))
    if contributors & set(people):
        return refused(_("Someone who worked on this story approved it."))
    return ALLOWED


def may_countersign(
    user: int, *, broken_by: int | None, contributors: frozenset[int], is_publisher: bool
) -> Answer:
    """Whether the user with id `user` may countersign what a user published alone."""
    if user == broken_by:
        return refused(_("You published this yourself, so someone else has to countersign it."))
    if user in contributors:
        return refused(_("You worked on this story, so someone else has to countersign it."))
    return ALLOWED if is_publisher else refused(_("Only publishers can countersign."))


def may_decide(state: TaskState, user: Any) -> Answer:
    """Whether `user` may decide the step of `state`, and why not."""
    review = Review.objects.filter(pk=state.workflow_state_id).first()
    if review is None or not user.is_active:
        return refused(_("This story was not submitted for review."))
    facts = _facts([(review, state.task_id)], people=Q(pk=user.pk))
    return verdict(user.pk, facts[review.pk])


def deciders(reviews: Iterable[Any]) -> dict[int, set[int]]:
    """Return the ids of everybody who may decide the step at which each review waits, by the review's id.

    With nobody left a story waits; it is never let through.
    """
    return deciders_at((review, review.workflow_state.current_task_state.task_id) for review in reviews)


def deciders_at(steps: Iterable[tuple[Review, int]]) -> dict[int, set[int]]:
    """Return the same for pairs of a review and a task's id; a constant number of queries."""
    facts = _facts(list(steps), people=Q())
    return {pk: {user for user in of.of_step if verdict(user, of).allowed} for pk, of in facts.items()}


def open_to(user: Any, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Keep the states that `user` may decide: the same rule in SQL."""
    if not user.is_active:
        return states.none()
    review = OuterRef("workflow_state__review")
    contributed = Contribution.objects.filter(user=user, page=OuterRef("workflow_state__review__page"))
    decided = Decision.objects.filter(user=user, review=review).exclude(task=OuterRef("task"))
    mine = states.filter(~Exists(contributed), ~Exists(decided), workflow_state__review__isnull=False)
    return mine if user.is_superuser else mine.filter(task__in=steps_of(user).values("pk"))


def steps_of(user: Any) -> QuerySet[ReviewTask]:
    """Return the steps whose groups `user` is in."""
    steps: QuerySet[ReviewTask] = ReviewTask.objects.filter(groups__user=user)
    return steps.distinct()


def _facts(steps: Sequence[tuple[Review, int]], *, people: Q) -> dict[int, StepFacts]:
    """Return what the rule looks at for each review at the step with this task's id; four queries."""
    of_step = _of_steps({task for _review, task in steps}, people=people)
    contributions = Contribution.objects.filter(page__in=[review.page_id for review, _task in steps])
    contributors = _grouped(contributions.values_list("page_id", "user_id"))
    decided = Decision.objects.filter(review__in=[review.pk for review, _task in steps])
    deciders_of = defaultdict(set)
    for review_id, task_id, user_id in decided.values_list("review_id", "task_id", "user_id"):
        deciders_of[review_id].add((task_id, user_id))
    return {
        review.pk: StepFacts(
            contributors=frozenset(contributors[review.page_id]),
            decided_other_steps=frozenset(by for at, by in deciders_of[review.pk] if at != task and by),
            of_step=of_step[task],
        )
        for review, task in steps
    }


def _of_steps(tasks: set[int], *, people: Q) -> dict[int, frozenset[int]]:
    """Return the active people of each step: those of its groups, and superusers."""
    active = get_user_model().objects.filter(people, is_active=True)
    of_any = set(active.filter(is_superuser=True).values_list("pk", flat=True))
    of_groups = ReviewTask.objects.filter(pk__in=tasks, groups__user__in=active)
    members = _grouped(of_groups.values_list("pk", "groups__user"))
    return {task: frozenset(members[task] | of_any) for task in tasks}


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
