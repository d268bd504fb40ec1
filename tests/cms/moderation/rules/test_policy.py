"""Who may edit, submit and withdraw, on plain data."""

import pytest

from cms.moderation.rules.policy import EditFacts, may_edit, may_submit, may_withdraw


def test_requester_and_publishers_withdraw() -> None:
    assert may_withdraw(1, requested_by=1, is_publisher=False).allowed
    assert may_withdraw(2, requested_by=1, is_publisher=True).allowed
    assert not may_withdraw(2, requested_by=1, is_publisher=False).allowed


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
