"""The policy matrix: everybody, before a story in every state, at every door. Nothing else may happen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.routes import writing_routes

from .acts import Cell
from .doors import DOORS, NOTHING
from .effects import effects, world
from .no_doors import OF_OTHER_THINGS, READING, READING_PAGES
from .promises import broken_promises
from .stage import ACTORS, PEOPLE, STATES, Stage, undone

# The strongest people and the most delicate states; the others are for make check.
QUICK_ACTORS, QUICK_STATES = ("writer", "superuser", "anonymous"), ("at sign-off", "live with draft")


@pytest.fixture(scope="module")
def stage(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    """Return the stage, built once; each cell undoes what it did."""
    with shared_rows():
        yield Stage()


def wrong_cells(stage: Stage, door: str, actors: Any, states: Any) -> list[str]:
    """Walk the cells of a door; return those in which something else happened than the policy says."""
    return [found for state in states for actor in actors if (found := _wrong(stage, door, actor, state))]


def _wrong(stage: Stage, door: str, actor: str, state: str) -> str:
    with undone():
        status = DOORS[door].act(Cell(stage, actor, stage.page(state))).status_code
        found = effects(stage.before, world())
    expected = DOORS[door].rule(actor, state) if actor in PEOPLE else NOTHING
    if found == expected and status < 500:
        return ""
    return f"{actor}, {state}: {status}, {sorted(found)} instead of {sorted(expected)}"


@pytest.mark.parametrize("door", DOORS)
def test_a_door_lets_nothing_through_but_what_the_policy_says(db: None, stage: Stage, door: str) -> None:
    assert wrong_cells(stage, door, QUICK_ACTORS, QUICK_STATES) == []


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_everybody_at_every_door_in_every_state(db: None, stage: Stage, door: str) -> None:
    assert wrong_cells(stage, door, ACTORS, STATES) == []


@pytest.mark.parametrize("state", QUICK_STATES)
def test_what_is_said_to_be_open_is_open_and_nothing_else(db: None, stage: Stage, state: str) -> None:
    assert broken_promises(stage, "superuser", state) == []


@pytest.mark.slow
@pytest.mark.parametrize("actor", PEOPLE)
def test_everybody_is_told_what_is_open_in_every_state(db: None, stage: Stage, actor: str) -> None:
    assert [wrong for state in STATES for wrong in broken_promises(stage, actor, state)] == []


def test_every_route_that_may_write_is_a_door_or_said_to_be_none() -> None:
    doors, routes = {door.route for door in DOORS.values()}, set(writing_routes())

    unknown = {r for r in routes - doors - READING_PAGES if not r.startswith(READING + OF_OTHER_THINGS)}

    assert unknown == set(), "Say in tests/cms/moderation/doors.py what a new route may change."
    assert doors <= routes
