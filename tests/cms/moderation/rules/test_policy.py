"""The rules of four eyes, on plain data."""

import pytest

from cms.moderation.rules.policy import (
    EditFacts,
    StepFacts,
    may_countersign,
    may_decide,
    may_edit,
    may_publish,
    may_submit,
    may_withdraw,
)

NOBODY: frozenset[int] = frozenset()


def facts(**changes: object) -> StepFacts:
    values = {"contributors": NOBODY, "decided_other_steps": NOBODY, "is_of_step": True} | changes
    return StepFacts(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"contributors": frozenset({1})}, False),
        ({"contributors": frozenset({2})}, True),
        ({"decided_other_steps": frozenset({1})}, False),
        ({"is_of_step": False}, False),
    ],
)
def test_who_may_decide(changes: dict[str, object], *, allowed: bool) -> None:
    answer = may_decide(1, facts(**changes))

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
    assert may_publish(steps, approvals=approvals, contributors=contributors).allowed is allowed


def test_requester_and_publishers_withdraw() -> None:
    assert may_withdraw(1, requested_by=1, is_publisher=False).allowed
    assert may_withdraw(2, requested_by=1, is_publisher=True).allowed
    assert not may_withdraw(2, requested_by=1, is_publisher=False).allowed


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
    answer = may_countersign(user, broken_by=1, contributors=contributors, is_publisher=is_publisher)

    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("has_draft", "is_mine", "is_locked", "is_waiting", "has_workflow", "edit", "submit"),
    [
        (True, True, False, False, True, None, None),
        (True, False, False, False, True, 403, 403),
        (False, False, True, True, False, 403, 403),
        (False, True, False, False, True, 409, 409),
        (True, True, True, False, True, 409, 409),
        (True, True, False, True, True, None, 409),
        (True, True, False, False, False, None, 409),
    ],
)
def test_who_may_edit_and_submit(
    *,
    has_draft: bool,
    is_mine: bool,
    is_locked: bool,
    is_waiting: bool,
    has_workflow: bool,
    edit: int | None,
    submit: int | None,
) -> None:
    facts = EditFacts(has_draft=has_draft, may_edit=is_mine, is_locked=is_locked)

    answers = [may_edit(facts), may_submit(facts, is_waiting=is_waiting, has_workflow=has_workflow)]

    assert [None if answer.allowed else answer.status for answer in answers] == [edit, submit]
