"""What the state of a story says of each act, held against what happens when it is tried."""

from typing import Any

from cms.moderation.api.find import NO_STORY

from . import acts
from .acts import Cell
from .stage import Stage, undone

Said = tuple[bool, str]
_SEEN: dict[str, Any] = {"seal": "SEAL"}
_WHY: dict[str, Any] = {"reason": "It was wrong."}
# What each act needs besides the right to do it.
OFFERED: dict[str, dict[str, Any]] = {
    "submit": {},
    "withdraw": {},
    "claim": {},
    "release": {},
    "approve": _SEEN,
    "request_changes": _SEEN | _WHY,
    "schedule": _SEEN | {"go_live_at": "2123-03-20T14:05:00Z"},
    "unschedule": _WHY,
    "unpublish": _WHY,
    "move": _WHY | {"destination_id": "SECTION"},
    "delete": _WHY,
    "break_glass": _SEEN | _WHY,
}
OK = 300


def broken_promises(stage: Stage, actor: str, state: str) -> list[str]:
    """Return the acts of which something else was said than happened, or another reason."""
    cell = Cell(stage, actor, stage.page(state))
    said, done = _said(cell), {act: _done(cell, act) for act in OFFERED}
    return [
        f"{actor}, {state}, {act}: {said[act]} but {done[act]}" for act in OFFERED if said[act] != done[act]
    ]


def _said(cell: Cell) -> dict[str, Said]:
    answer = cell.read(f"/api/v3/workflow/stories/{cell.page.pk}/")
    if answer.status_code >= OK:
        return dict.fromkeys(OFFERED, (False, NO_STORY))
    return {act: (permit["allowed"], permit["reason"]) for act, permit in answer.json()["actions"].items()}


def _done(cell: Cell, act: str) -> Said:
    with undone():
        answer = acts.workflow(act.replace("_", "-"), **OFFERED[act])(cell)
    is_done = answer.status_code < OK
    return is_done, "" if is_done else answer.json()["detail"]
