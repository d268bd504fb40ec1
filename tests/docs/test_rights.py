"""The page *who may do what* says what the code gives."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.api.newsroom.scopes import Scope
from tests.cms.moderation import doors
from tests.docs.pages import DOCS, rows, section
from tests.newsroom import Newsroom

PAGE = DOCS / "dev" / "who-may-do-what.md"
ACTORS = ("writer", "colleague", "reviewer", "publisher", "superuser", "everything")
ACTS: dict[str, tuple[doors.Rule | Callable[[str, str], object], tuple[str, ...]]] = {
    "change a draft": (doors.saves, ("draft", "live with draft")),
    "change it at the desk": (doors.saves, ("at desk",)),
    "change it at sign-off": (doors.saves, ("at sign-off",)),
    "send it to review": (doors.sends, ("draft", "changes requested")),
    "take it out of review": (doors.takes_out, ("at desk", "at sign-off", "changes requested")),
    "decide at the desk": (doors.decides, ("at desk",)),
    "decide at sign-off": (doors.decides, ("at sign-off",)),
    "delete or move a draft": (doors.deletes_drafts, ("draft",)),
    "delete or move what is live, with a reason": (doors.deletes, ("live",)),
    "unpublish, with a reason": (doors.unpublishes, ("live", "live at desk")),
    "take an approved hour back, with a reason": (doors.unschedules, ("scheduled",)),
    "set who may read it": (doors.restricts, ("draft", "live")),
    "lock it": (doors.locks, ("draft", "live")),
}


def table(heading: str) -> dict[str, list[str]]:
    """Return the cells of a section's table by its first column, without the heads."""
    return {row[0]: row[1:] for row in rows(section(PAGE, heading))[1:]}


def test_groups_hold_what_the_table_says(newsroom: Newsroom) -> None:
    every = set(Permission.objects.values_list("codename", flat=True))
    said: dict[str, set[str]] = {name: set() for name in ("Writers", "Reviewers", "Publishers")}
    for what, cells in table("Groups").items():
        for group, cell in zip(said, cells, strict=True):
            if cell == "yes":
                said[group] |= _codenames(what, every)

    assert said == {name: _held(name) for name in said}


@pytest.mark.parametrize("what", ACTS)
def test_acts_on_a_story_are_as_the_table_says(what: str) -> None:
    rule, states = ACTS[what]
    said = dict(zip(ACTORS, (cell == "yes" for cell in table("Acts on a story")[what]), strict=True))

    for state in states:
        assert said == {actor: bool(rule(actor, state)) for actor in ACTORS}, state
        assert not rule("anonymous", state)


def test_every_act_of_the_table_is_asked_for() -> None:
    assert set(table("Acts on a story")) == set(ACTS)


def test_the_scopes_are_those_of_the_code() -> None:
    assert [name.strip("`") for name in table("Scopes of tokens")] == list(Scope)


def _codenames(what: str, every: set[str]) -> set[str]:
    """Return the permissions that a row names; `*_topic` stands for all on topics."""
    found: set[str] = set()
    for name in re.findall(r"`([\w*]+)`", what):
        if name.startswith("*"):
            found |= {codename for codename in every if codename.endswith(name[1:])}
        else:
            found.add(name)
    return found


def _held(name: str) -> set[str]:
    group = Group.objects.get(name=name)
    of_places = [
        model.objects.filter(group=group).values_list("permission__codename", flat=True)
        for model in (GroupPagePermission, GroupCollectionPermission)
    ]
    return set(group.permissions.values_list("codename", flat=True)).union(*of_places)
