"""What differs between two sealed contents: per field, per item, with moves as moves. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["added", "removed", "changed", "moved"]
KINDS: dict[Kind, Promise] = {
    "added": _("added"),
    "removed": _("removed"),
    "changed": _("changed"),
    "moved": _("moved"),
}


@dataclass(frozen=True)
class Difference:
    """One change: `item` is the block's id in a stream, None for the field itself."""

    field: str
    kind: Kind
    item: str | None
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what changed from one sealed content to another, by field name and then by order in `after`."""
    found: list[Difference] = []
    for field in sorted({*before, *after}):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if _is_stream(old) and _is_stream(new):
            found += _in_stream(field, old or [], new or [])
        else:
            found.append(Difference(field, _kind(old, new), None, old, new))
    return found


def summarise(found: Sequence[Difference], names: Mapping[str, str]) -> str:
    """Return the changes in one line, such as `Headline changed; items: 2 changed, 1 moved`."""
    said: list[str] = []
    for field in dict.fromkeys(change.field for change in found):
        kinds = Counter(change.kind for change in found if change.field == field)
        name = names.get(field, field.replace("_", " "))
        whole = any(change.field == field and change.item is None for change in found)
        counts = ", ".join(
            str(KINDS[kind]) if whole else f"{count} {KINDS[kind]}" for kind, count in kinds.items()
        )
        said.append(f"{name} {counts}" if whole else f"{name}: {counts}")
    return "; ".join(said) or str(_("Nothing"))


def _kind(old: Any, new: Any) -> Kind:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


def _is_stream(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, list) and all(
        isinstance(m, dict) and {"type", "id", "value"} <= m.keys() for m in value
    )


def _in_stream(field: str, old: Sequence[Any], new: Sequence[Any]) -> list[Difference]:
    old_by_id, new_by_id = {m["id"]: m for m in old}, {m["id"]: m for m in new}
    moved = _moved([i for i in old_by_id if i in new_by_id], [i for i in new_by_id if i in old_by_id])
    found = [
        Difference(field, "removed", item, member, None)
        for item, member in old_by_id.items()
        if item not in new_by_id
    ]
    for item, member in new_by_id.items():
        if item not in old_by_id:
            found.append(Difference(field, "added", item, None, member))
        elif old_by_id[item] != member:
            found.append(Difference(field, "changed", item, old_by_id[item], member))
        elif item in moved:
            found.append(Difference(field, "moved", item, member, member))
    return found


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Return the ids outside the longest common order: the fewest that were moved."""
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    kept = {item for block in blocks for item in new[block.b : block.b + block.size]}
    return set(new) - kept
