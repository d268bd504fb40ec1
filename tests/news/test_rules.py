"""What a story needs before anybody reviews it."""

from typing import Any

import pytest

from news.rules import StoryFacts, problems

COMPLETE: dict[str, Any] = {
    "has_hero": True,
    "no_picture": False,
    "topics": 1,
    "items": 1,
    "items_field": "body",
    "min_items": 1,
    "item_name": "paragraph",
}


def fields(**changes: Any) -> list[str]:
    return [problem.field for problem in problems(StoryFacts(**COMPLETE | changes))]


def test_a_complete_story_lacks_nothing() -> None:
    assert fields() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"has_hero": False}, ["hero"]),
        ({"has_hero": False, "no_picture": True}, []),
        ({"no_picture": True}, ["no_picture"]),
        ({"topics": 0}, ["topics"]),
        ({"items": 0}, ["body"]),
        ({"items": 0, "topics": 0, "has_hero": False}, ["hero", "body", "topics"]),
    ],
)
def test_what_is_missing_is_named_at_its_field(changes: dict[str, Any], expected: list[str]) -> None:
    assert fields(**changes) == expected


def test_the_plural_follows_the_minimum() -> None:
    (problem,) = problems(StoryFacts(**COMPLETE | {"min_items": 2}))

    assert problem.message == "The story needs at least 2 paragraphs."
