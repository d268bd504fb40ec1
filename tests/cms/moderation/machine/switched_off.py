"""Rules of the review switched off one at a time, to show that the state machine sees each of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection

from cms.moderation import contributions, four_eyes
from cms.moderation.review import decisions, reviews
from cms.moderation.rules.policy import Answer
from cms.publishing import live_write_guard


def contributors_decide(patch: pytest.MonkeyPatch) -> None:
    ask = four_eyes.verdict
    patch.setattr(four_eyes, "verdict", lambda who, f: ask(who, replace(f, contributors=frozenset())))
    patch.setattr(contributions, "contributors", lambda _page_id: frozenset())


def one_person_decides_two_steps(patch: pytest.MonkeyPatch) -> None:
    """Take all three fences away: the question, the check before publication, the constraint."""
    ask, publish = four_eyes.verdict, four_eyes.may_publish
    patch.setattr(four_eyes, "verdict", lambda who, f: ask(who, replace(f, decided_other_steps=frozenset())))

    def may_publish(steps: Any, *, approvals: Any, contributors: Any) -> Answer:
        apart = {step: -step for step in approvals}
        hands = contributors & set(approvals.values())
        return publish(steps, approvals=apart, contributors=frozenset(-step for step in steps) & hands)

    patch.setattr(four_eyes, "may_publish", may_publish)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX approval_once_per_person")


def other_groups_decide(patch: pytest.MonkeyPatch) -> None:
    ask = four_eyes.verdict
    patch.setattr(four_eyes, "verdict", lambda who, f: ask(who, replace(f, of_step=frozenset({who}))))


def no_seal_is_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decisions, "check_seal", lambda *_args, **_act: None)


def nobody_need_answer(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decisions, "_check_answered", lambda *_args: None)


def approvals_outlive_changes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reviews, "_void_approvals", lambda _review: None)


def no_guard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(live_write_guard, "check_live_write", lambda *_args: None)
    patch.setattr(live_write_guard, "check_publication", lambda *_args: None)


@dataclass(frozen=True)
class Rule:
    """How to switch a rule off, and what the machine says then."""

    switch_off: Callable[[pytest.MonkeyPatch], None]
    seen_as: str


RULES = [
    Rule(contributors_decide, "was approved by a contributor"),
    Rule(one_person_decides_two_steps, "the same person as another step"),
    Rule(other_groups_decide, "somebody of another group"),
    Rule(no_seal_is_compared, "approved what was not there any more|nobody answers for it"),
    Rule(nobody_need_answer, "nobody answers for it"),
    Rule(approvals_outlive_changes, "has not approved"),
    Rule(no_guard, "the live row is not what readers see"),
]
