"""Four eyes: the rule on plain data, and its form in SQL held against it for everybody."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import TaskState

from cms.moderation import four_eyes
from cms.moderation.models import Review
from cms.moderation.queue import queries
from cms.moderation.review import decisions
from tests.newsroom import Newsroom

NOBODY: frozenset[int] = frozenset()


def facts(**changes: object) -> four_eyes.StepFacts:
    values = {"contributors": NOBODY, "decided_other_steps": NOBODY, "of_step": frozenset({1, 2})} | changes
    return four_eyes.StepFacts(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"contributors": frozenset({1})}, False),
        ({"contributors": frozenset({2})}, True),
        ({"decided_other_steps": frozenset({1})}, False),
        ({"of_step": frozenset({2})}, False),
    ],
)
def test_who_may_decide(changes: dict[str, object], *, allowed: bool) -> None:
    answer = four_eyes.verdict(1, facts(**changes))

    assert answer.allowed is allowed
    assert bool(answer.reason) is not allowed


@pytest.mark.parametrize(
    ("steps", "approvals", "contributors", "allowed"),
    [
        ([10, 20], {10: 1, 20: 2}, NOBODY, True),
        ([10], {10: 1}, NOBODY, True),
        ([], {}, NOBODY, False),
        ([10, 20], {10: 1}, NOBODY, False),
        ([10, 20], {10: 1, 20: 1}, NOBODY, False),
        ([10, 20], {10: 1, 20: 2}, frozenset({2}), False),
    ],
)
def test_what_may_be_published(
    steps: list[int], approvals: dict[int, int], contributors: frozenset[int], *, allowed: bool
) -> None:
    assert four_eyes.may_publish(steps, approvals=approvals, contributors=contributors).allowed is allowed


@pytest.mark.parametrize(
    ("user", "contributors", "is_publisher", "allowed"),
    [
        (1, NOBODY, True, False),
        (2, frozenset({2}), True, False),
        (2, NOBODY, False, False),
        (2, NOBODY, True, True),
    ],
)
def test_who_may_countersign(
    user: int, contributors: frozenset[int], *, is_publisher: bool, allowed: bool
) -> None:
    answer = four_eyes.may_countersign(
        user, broken_by=1, contributors=contributors, is_publisher=is_publisher
    )

    assert answer.allowed is allowed


@pytest.fixture
def reviews(newsroom: Newsroom) -> list[Review]:
    """Return reviews at each step, by people who wrote, changed, decided, and had nothing to do with them."""
    for name, *groups in (
        ("both", "Reviewers", "Publishers"),
        ("everything", "Writers", "Reviewers", "Publishers"),
        ("second", "Reviewers"),
        ("colleague", "Writers"),
    ):
        newsroom.person(name, *groups)
    newsroom.person("gone", "Reviewers", "Publishers", is_active=False)
    newsroom.person("root", is_superuser=True)
    newsroom.person("absent", "Publishers", is_superuser=True, is_active=False)
    people = {user.username: user for user in get_user_model().objects.all()}
    at_desk = newsroom.submitted(title="At the desk")
    newsroom.submitted(title="By a reviewer", owner=people["second"])
    newsroom.submitted(title="By root", owner=people["root"])
    newsroom.change(at_desk, user=people["both"], title="Changed in review")
    for title, decider in (("At sign-off", "both"), ("Approved by everything", "everything")):
        page = newsroom.submitted(title=title)
        decisions.approve(page, user=people[decider], seal=page.draft_seal)
    returned = newsroom.submitted(title="Returned once")
    decisions.request_changes(returned, user=people["reviewer"], seal=returned.draft_seal, reason="Why?")
    decisions.submit(returned, user=people["writer"])
    return list(queries.waiting().order_by("pk"))


def test_sql_says_the_same_as_the_rule_for_everybody(reviews: list[Review]) -> None:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    deciders, said = four_eyes.deciders(reviews), {}

    for user in get_user_model().objects.all():
        in_sql = set(four_eyes.open_to(user, states).values_list("workflow_state_id", flat=True))
        by_rule = {r.pk for r in reviews if four_eyes.may_decide(_step(r), user).allowed}
        listed = set(queries.decidable_by(user).values_list("pk", flat=True))
        said[user.username] = (
            in_sql,
            by_rule,
            listed,
            {pk for pk, who in deciders.items() if user.pk in who},
        )

    assert len(reviews) == 6
    assert {name: len(open_) for name, (open_, *_rest) in said.items()} == {
        "writer": 0,
        "colleague": 0,
        "gone": 0,
        "absent": 0,
        "reviewer": 4,
        "second": 3,
        "publisher": 2,
        "both": 4,
        "everything": 5,
        "root": 5,
    }
    assert all(len({frozenset(form) for form in forms}) == 1 for forms in said.values())


def test_the_deciders_of_many_reviews_cost_as_many_queries_as_of_one(
    reviews: list[Review], django_assert_num_queries: Any
) -> None:
    for review in reviews:
        _step(review)

    with django_assert_num_queries(4):
        four_eyes.deciders(reviews)


def test_a_step_that_only_a_superuser_may_decide_has_somebody_left(newsroom: Newsroom) -> None:
    newsroom.submitted(title="By the one reviewer", owner=newsroom.reviewer)
    root = newsroom.person("root", is_superuser=True)

    assert list(four_eyes.deciders(queries.waiting()).values()) == [{root.pk}]


def _step(review: Review) -> TaskState:
    state: TaskState = review.workflow_state.current_task_state
    return state
