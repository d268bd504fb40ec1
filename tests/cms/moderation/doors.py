"""The policy as a table: which door, through which route, changes what, for whom, in which state.

Whatever is not named here must change nothing at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import acts
from .acts import Act
from .stage import PEOPLE

Effects = frozenset[str]
Rule = Callable[[str, str], Effects]

NOTHING: Effects = frozenset()
OWNERS = frozenset(PEOPLE) - {"colleague"}  # all who may change the story, while nothing holds it
PUBLISHERS = frozenset({"publisher", "superuser", "everything", "root"})
AT_DESK, AT_SIGN_OFF = frozenset({"at desk", "live at desk"}), frozenset({"at sign-off"})
IN_REVIEW = AT_DESK | AT_SIGN_OFF
FREE = frozenset({"draft", "changes requested", "live", "live with draft"})
LIVE = frozenset({"live", "live with draft"})
# Who works at the step, and may therefore edit there; a superuser belongs to every step.
OF_STEP = {
    **dict.fromkeys(AT_DESK, frozenset({"reviewer", "superuser", "everything", "root"})),
    **dict.fromkeys(AT_SIGN_OFF, PUBLISHERS),
}
CLEAN = {
    **dict.fromkeys(AT_DESK, frozenset({"reviewer", "superuser"})),
    "at sign-off": PUBLISHERS - {"everything", "root"},
}


@dataclass(frozen=True)
class Door:
    """One way to write on a story."""

    route: str
    act: Act
    rule: Rule


def never(_actor: str, _state: str) -> Effects:
    """Change nothing, for anyone."""
    return NOTHING


def saves(actor: str, state: str) -> Effects:
    """Write a draft; in review, where only people of the step may, the story starts again."""
    if state in FREE:
        return frozenset({"draft"}) if actor in OWNERS else NOTHING
    return frozenset({"draft", "review"}) if actor in OF_STEP.get(state, NOTHING) else NOTHING


def saves_over_own(actor: str, state: str) -> Effects:
    """Overwrite the newest revision, which is by `everything`."""
    return saves(actor, state) if actor == "everything" else NOTHING


def submits(actor: str, state: str) -> Effects:
    """Save and send to review."""
    return saves(actor, state) | ({"review"} if saves(actor, state) else NOTHING)


def restarts(actor: str, state: str) -> Effects:
    """Save; the writer, who asked for the review, may begin it again."""
    again = actor == "writer" and state == "changes requested"
    return saves(actor, state) | ({"review"} if again else NOTHING)


def withdraws(actor: str, state: str) -> Effects:
    """Take the story out of review, as the person who asked for it; for others the button only saves."""
    if actor == "writer":
        is_reviewed = state in IN_REVIEW | {"changes requested"}
        changes = frozenset({"review"} if is_reviewed else NOTHING)
        return changes | ({"draft"} if state in {"draft", "changes requested"} else NOTHING)
    return NOTHING if actor == "reviewer" and state in AT_DESK else saves(actor, state)


def saves_without_deciding(actor: str, state: str) -> Effects:
    """Save, but not together with a decision: who changes a story does not decide on it."""
    return NOTHING if actor in CLEAN.get(state, NOTHING) else saves(actor, state)


def sends(actor: str, state: str) -> Effects:
    """Send the newest draft to review, as someone who may change it."""
    return frozenset({"review"}) if actor in OWNERS and state in FREE else NOTHING


def takes_out(actor: str, state: str) -> Effects:
    """Take the story out of review, as the person who asked for it, or a publisher."""
    is_reviewed = state in IN_REVIEW | {"changes requested"}
    return frozenset({"review"}) if actor in PUBLISHERS | {"writer"} and is_reviewed else NOTHING


def decides(actor: str, state: str) -> Effects:
    """Take the step, with no part in the story."""
    return frozenset({"review"}) if actor in CLEAN.get(state, NOTHING) else NOTHING


def approves(actor: str, state: str) -> Effects:
    """Take the step; the last one puts the story live. No other door does."""
    last = {"public", "live"} if state == "at sign-off" else NOTHING
    return decides(actor, state) | (last if decides(actor, state) else NOTHING)


def claims(actor: str, state: str) -> Effects:
    """Take it in hand, as someone who may decide."""
    return frozenset({"claim"}) if decides(actor, state) else NOTHING


def adds(_actor: str, _state: str) -> Effects:
    """Write a new draft."""
    return frozenset({"new"})


def adds_and_submits(_actor: str, _state: str) -> Effects:
    """Write a new draft and send it to review."""
    return frozenset({"new", "review"})


def copies(actor: str, _state: str) -> Effects:
    """Make a draft of one's own."""
    return frozenset({"new"}) if actor in OWNERS else NOTHING


def copies_below_publishers(actor: str, state: str) -> Effects:
    """Make a draft; publishers are shown their form again, for no copy goes live and no alias is made."""
    return copies(actor, state) if actor not in PUBLISHERS else NOTHING


def copies_live_below_publishers(actor: str, state: str) -> Effects:
    """Make a draft of what is not live; publishers are shown their form again where it is."""
    return copies_below_publishers(actor, state) if state in LIVE | {"live at desk"} else copies(actor, state)


def deletes_drafts(actor: str, state: str) -> Effects:
    """Delete what was never published and is in no review."""
    return frozenset({"gone"}) if actor in OWNERS and state == "draft" else NOTHING


def deletes(actor: str, state: str) -> Effects:
    """Delete a draft; with a reason, as a publisher, what is live."""
    if actor in PUBLISHERS and state in LIVE:
        return frozenset({"gone", "live", "public", "review"})
    return deletes_drafts(actor, state)


def moves_drafts(actor: str, state: str) -> Effects:
    """Move what is neither live nor in review."""
    return frozenset({"place"}) if actor in OWNERS and state == "draft" else NOTHING


def moves(actor: str, state: str) -> Effects:
    """Move a draft; with a reason, as a publisher, what is live."""
    if actor in PUBLISHERS and state in LIVE:
        return frozenset({"place", "public"})
    return moves_drafts(actor, state)


def reorders(actor: str, state: str) -> Effects:
    """Change the order of a section, as a publisher; what is held stays where it is."""
    return frozenset({"place"}) if actor in PUBLISHERS and state in FREE - {"changes requested"} else NOTHING


def unpublishes(actor: str, state: str) -> Effects:
    """Take it away, as a publisher, with a reason, whether or not its next version is in review."""
    return (
        frozenset({"live", "public"}) if actor in PUBLISHERS and state in LIVE | {"live at desk"} else NOTHING
    )


def unschedules(actor: str, state: str) -> Effects:
    """Take the schedule back, as a publisher."""
    return frozenset({"schedule"}) if actor in PUBLISHERS and state == "scheduled" else NOTHING


def restricts(actor: str, _state: str) -> Effects:
    """Set who may read it, as a publisher."""
    return frozenset({"privacy"}) if actor in PUBLISHERS else NOTHING


def locks(actor: str, state: str) -> Effects:
    """Lock a story, as a publisher; in review, as somebody of the step."""
    may = OF_STEP.get(state, PUBLISHERS)
    return frozenset({"lock"}) if actor in may and state != "locked" else NOTHING


def unlocks(actor: str, state: str) -> Effects:
    """Take somebody's lock away, as a publisher."""
    return frozenset({"lock"}) if actor in PUBLISHERS and state == "locked" else NOTHING


def breaks_glass(actor: str, state: str) -> Effects:
    """Publish alone, with the permission, which the superuser was given; it is on the list to countersign."""
    if actor != "superuser":
        return NOTHING
    if state == "scheduled":
        return frozenset({"emergency"})  # the draft names its hour: it waits for it all the same
    goes_live_now = state not in LIVE | {"live at desk"}
    return frozenset({"emergency", "public"} | ({"live"} if goes_live_now else set()))


def publishes_section(actor: str, _state: str) -> Effects:
    """Publish the section itself again, and no story under it."""
    return frozenset({"public"}) if actor in PUBLISHERS else NOTHING


REASON = {"reason": "It was wrong."}
SCHEDULE = {"go_live_at": "2030-01-01 10:00"}
PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}
RESTART, CANCEL = {"action-restart-workflow": "1"}, {"action-cancel-workflow": "1"}
LOGIN = {"restriction_type": "login", "password": ""}

_P = "admin/pages/<int:page_id>/"
_EDIT, _COPY, _DELETE, _UNPUBLISH = f"{_P}edit/", f"{_P}copy/", f"{_P}delete/", f"{_P}unpublish/"
_ADD = "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
_REVERT = f"{_P}revisions/<int:revision_id>/revert/"
_MOVE = "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/"
_BULK = "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/"
_STEP = "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/"
_REVIEW = "admin/review/<int:page_id>/"

ADMIN: Mapping[str, Door] = {
    "save": Door(_EDIT, acts.edit(), saves),
    "save in place": Door(_EDIT, acts.edit_in_place, saves_over_own),
    "publish in the editor": Door(_EDIT, acts.edit(**PUBLISH), saves),
    "schedule in the editor": Door(_EDIT, acts.edit(**PUBLISH, **SCHEDULE), saves),
    "submit": Door(_EDIT, acts.edit(**SUBMIT), submits),
    "restart": Door(_EDIT, acts.edit(**RESTART), restarts),
    "cancel": Door(_EDIT, acts.edit(**CANCEL), withdraws),
    "approve in the editor": Door(_EDIT, acts.edit_and_decide("approve"), saves_without_deciding),
    "reject in the editor": Door(_EDIT, acts.edit_and_decide("reject"), saves_without_deciding),
    "add": Door(_ADD, acts.add(), adds),
    "add and publish": Door(_ADD, acts.add(**PUBLISH), adds),
    "add and submit": Door(_ADD, acts.add(**SUBMIT), adds_and_submits),
    "delete": Door(_DELETE, acts.admin("delete/"), deletes_drafts),
    "delete with a reason": Door(_DELETE, acts.admin("delete/", **REASON), deletes),
    "unpublish": Door(_UNPUBLISH, acts.admin("unpublish/"), never),
    "unpublish with a reason": Door(_UNPUBLISH, acts.admin("unpublish/", **REASON), unpublishes),
    "convert alias": Door(f"{_P}convert_alias/", acts.admin("convert_alias/"), never),
    "lock": Door(f"{_P}lock/", acts.admin("lock/"), locks),
    "unlock": Door(f"{_P}unlock/", acts.admin("unlock/"), unlocks),
    "privacy": Door(f"{_P}privacy/", acts.admin("privacy/", **LOGIN), restricts),
    "reorder": Door(
        "admin/pages/<int:page_to_move_id>/set_position/", acts.admin("set_position/?position=99"), reorders
    ),
    "move": Door(_MOVE, acts.move(), moves_drafts),
    "move with a reason": Door(_MOVE, acts.move(**REASON), moves),
    "copy": Door(_COPY, acts.copy(), copies),
    "copy live": Door(_COPY, acts.copy(publish_copies="on"), copies_live_below_publishers),
    "copy as alias": Door(_COPY, acts.copy(alias="on"), copies_below_publishers),
    "copy all": Door(
        _COPY, acts.copy(alias="on", copy_subpages="on", publish_copies="on"), copies_below_publishers
    ),
    "approve": Door(_STEP, acts.decision("approve"), approves),
    "request changes": Door(_STEP, acts.decision("reject"), decides),
    "approve through another page": Door(_STEP, acts.decision("approve", foreign=True), never),
    "an act that is none": Door(_STEP, acts.decision("publish"), never),
    "revert": Door(_REVERT, acts.revision("revert/"), saves),
    "revert and publish": Door(_REVERT, acts.revision("revert/", **PUBLISH), saves),
    "unschedule": Door(f"{_P}revisions/<int:revision_id>/unschedule/", acts.unschedule, unschedules),
    "bulk publish": Door(_BULK, acts.bulk("publish"), never),
    "bulk unpublish": Door(_BULK, acts.bulk("unpublish"), never),
    "bulk move": Door(_BULK, acts.bulk("move"), moves_drafts),
    "bulk delete": Door(_BULK, acts.bulk("delete"), deletes_drafts),
    "bulk publish a section": Door(_BULK, acts.bulk_section("publish"), publishes_section),
    "bulk unpublish a section": Door(_BULK, acts.bulk_section("unpublish"), never),
    "bulk delete a section": Door(_BULK, acts.bulk_section("delete"), never),
    "delete a section": Door(_DELETE, acts.section("delete/", **REASON), never),
    "decision screen: approve": Door(_REVIEW, acts.review("approve"), approves),
    "decision screen: request changes": Door(_REVIEW, acts.review("reject"), decides),
    "approve together": Door("admin/review/together/", acts.together, approves),
    "claim": Door(f"{_REVIEW}claim/", acts.claim, claims),
    "publish alone": Door(f"{_REVIEW}alone/", acts.alone, breaks_glass),
}
_ACTION = "admin/api/main/^pages/<int:pk>/action/<str:action_name>/"
ADMIN_API: Mapping[str, Door] = {
    f"admin API: {name}": Door(_ACTION, acts.admin_api(name, **data), never)
    for name, data in {
        "publish": {},
        "unpublish": {},
        "delete": {},
        "convert_alias": {},
        "copy": {"slug": "copy"},
        "create_alias": {"slug": "copy"},
        "move": {"destination_page_id": "SECTION", "position": "last-child"},
        "revert_to_page_revision": {"revision_id": "FIRST"},
        "copy_for_translation": {"locale": "en"},
    }.items()
}
_V3 = "api/v3/pages/<page_id>/"
_SECTION = {"destination_id": "SECTION", "position": "last-child"}
NEWSROOM_API: Mapping[str, Door] = {
    "v3: create": Door("api/v3/pages/", acts.v3_create, adds),
    "v3: create and publish": Door("api/v3/pages/", lambda cell: acts.v3_create(cell, "publish"), never),
    "v3: patch": Door(_V3, acts.v3("", "patch", title="Changed"), saves),
    "v3: patch and publish": Door(
        _V3, acts.v3("", "patch", title="Changed", meta={"action": "publish"}), never
    ),
    "v3: DELETE": Door(_V3, acts.v3("", "delete"), deletes_drafts),
    "v3: delete": Door(f"{_V3}actions/delete/", acts.v3("delete", "delete"), deletes_drafts),
    "v3: publish": Door(f"{_V3}actions/publish/", acts.v3("publish"), never),
    "v3: unpublish": Door(f"{_V3}actions/unpublish/", acts.v3("unpublish", recursive=True), never),
    "v3: move": Door(f"{_V3}actions/move/", acts.v3("move", **_SECTION), moves_drafts),
    "v3: copy live": Door(f"{_V3}actions/copy/", acts.v3("copy"), never),
    "v3: copy": Door(f"{_V3}actions/copy/", acts.v3("copy", keep_live=False), copies),
    "v3: revert": Door(f"{_V3}actions/revert/", acts.v3("revert", revision_id="FIRST"), saves),
    "v3: convert alias": Door(f"{_V3}actions/convert_alias/", acts.v3("convert_alias"), never),
    "v3: alias": Door(f"{_V3}actions/create_alias/", acts.v3("create_alias", recursive=True), never),
    "v3: translate": Door(
        f"{_V3}actions/copy_for_translation/", acts.v3("copy_for_translation", locale="en"), never
    ),
}
_SEEN = {"seal": "SEAL", "step": "WAITING"}
_WORKFLOW: Mapping[str, tuple[str, Act, Rule]] = {
    "submit": ("submit", acts.workflow("submit"), sends),
    "withdraw": ("withdraw", acts.workflow("withdraw"), takes_out),
    "claim": ("claim", acts.workflow("claim"), claims),
    "release": ("release", acts.workflow("release"), never),
    "approve": ("approve", acts.workflow("approve", **_SEEN), approves),
    "approve another step": ("approve", acts.workflow("approve", seal="SEAL", step="FOREIGN"), never),
    "approve unseen": ("approve", acts.workflow("approve", seal="01" + "0" * 64), never),
    "request changes": ("request-changes", acts.workflow("request-changes", **_SEEN, **REASON), decides),
    "schedule": (
        "schedule",
        acts.workflow("schedule", seal="SEAL", go_live_at="2123-03-20T14:05:00Z"),
        saves,
    ),
    "unschedule": ("unschedule", acts.workflow("unschedule", **REASON), unschedules),
    "unpublish": ("unpublish", acts.workflow("unpublish", **REASON), unpublishes),
    "move": ("move", acts.workflow("move", destination_id="SECTION", **REASON), moves),
    "delete": ("delete", acts.workflow("delete", **REASON), deletes),
    "delete without a reason": ("delete", acts.workflow("delete"), never),
    "break glass": ("break-glass", acts.workflow("break-glass", seal="SEAL", **REASON), breaks_glass),
}
WORKFLOW: Mapping[str, Door] = {
    f"workflow: {name}": Door(f"api/v3/workflow/stories/<page_id>/{act}/", go, rule)
    for name, (act, go, rule) in _WORKFLOW.items()
}
DOORS: Mapping[str, Door] = {**ADMIN, **ADMIN_API, **NEWSROOM_API, **WORKFLOW}
