"""Differences as people read them: words marked inside changed text, places instead of ids. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from re import findall, sub
from typing import Any, Literal

from django.utils.translation import gettext as _

from .differences import KINDS, Difference

Mark = Literal["same", "removed", "added"]
Segments = list[tuple[Mark, str]]
Places = Mapping[tuple[str, str], int]
_NOT_TEXT = frozenset({"type", "id", "image"})
MAX_WORDS = 5000  # difflib's time grows with the square; longer texts are shown whole, old and new


@dataclass(frozen=True)
class Part:
    """One text of a change: `name` is empty for the field's own."""

    name: str
    segments: Segments


@dataclass(frozen=True)
class Shown:
    """One change, ready to be drawn."""

    heading: str
    kind: str
    parts: list[Part]


@dataclass(frozen=True)
class Picture:
    """A picture as a story uses it."""

    image_id: int
    alt: str
    caption: str
    credit: str


def shown(found: Sequence[Difference], names: Mapping[str, str], *, old: Places, new: Places) -> list[Shown]:
    """Return changes for people; `old` and `new` say at which place an item stands, from one."""
    return [_shown(change, names.get(change.field, change.field), old, new) for change in found]


def as_json(changes: Sequence[Shown]) -> list[dict[str, Any]]:
    """Return changes as plain JSON, for programs."""
    return [
        {
            "heading": change.heading,
            "kind": change.kind,
            "parts": [
                {
                    "name": part.name,
                    "segments": [{"mark": mark, "text": text} for mark, text in part.segments],
                }
                for part in change.parts
            ],
        }
        for change in changes
    ]


def places(content: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Return the place of every item by field and id."""
    return {
        (field, member["id"]): number
        for field, value in content.items()
        if isinstance(value, list)
        for number, member in enumerate(value, 1)
        if isinstance(member, dict) and "id" in member
    }


def marked(before: str, after: str) -> Segments:
    """Return both texts in one, word by word: what stayed, what went, what came."""
    old, new = findall(r"\s+|\S+", before), findall(r"\s+|\S+", after)
    if len(old) + len(new) > MAX_WORDS:
        return [("removed", before), ("added", after)]
    segments: Segments = []
    for op, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op == "equal":
            segments.append(("same", "".join(old[a:b])))
            continue
        segments += [("removed", "".join(old[a:b]))] if a < b else []
        segments += [("added", "".join(new[c:d]))] if c < d else []
    return segments


def texts(value: Any, name: str = "") -> dict[str, str]:
    """Return the texts inside a sealed value, by what they are called in it."""
    if isinstance(value, dict):
        inner = [texts(child, _joined(name, key)) for key, child in value.items() if key not in _NOT_TEXT]
        return {key: text for found in inner for key, text in found.items()}
    if isinstance(value, list):
        inner = [
            texts(child, _joined(name, str(n)) if len(value) > 1 else name)
            for n, child in enumerate(value, 1)
        ]
        return {key: text for found in inner for key, text in found.items()}
    return {name: plain(value)} if plain(value) else {}


def plain(value: Any) -> str:
    """Return a value as text: rich text without its tags, one line for each paragraph."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    lines = sub(r"</(p|li|h\d)>|<br/?>", "\n", str(value))
    return unescape(sub(r"<[^>]+>", "", lines)).strip()


def pictures(value: Any) -> Iterator[Picture]:
    """Return every picture inside sealed content, in order."""
    if isinstance(value, dict):
        if isinstance(value.get("image"), int):
            words = {name: plain(value.get(name)) for name in ("alt", "caption", "credit")}
            alt = _("Decorative") if value.get("decorative") else words["alt"]
            yield Picture(value["image"], alt, words["caption"], words["credit"])
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from pictures(child)


def _shown(change: Difference, name: str, old: Places, new: Places) -> Shown:
    heading, kind = name, str(KINDS[change.kind])
    if change.item is not None:
        key = (change.field, change.item)
        place, before = new.get(key), old.get(key)
        member = change.after or change.before
        heading = f"{name}, {str(member['type']).replace('_', ' ')} {place or before or ''}".rstrip()
        if place and before and place != before:
            moved = _("moved from {before} to {after}").format(before=before, after=place)
            kind = f"{moved}, {kind}" if change.kind == "changed" else moved
    parts = [] if change.kind == "moved" else _parts(_content(change.before), _content(change.after))
    return Shown(heading, kind, parts)


def _content(value: Any) -> Any:
    is_item = isinstance(value, dict) and {"type", "value"} <= value.keys()
    return value["value"] if is_item else value


def _parts(before: Any, after: Any) -> list[Part]:
    old, new = texts(before), texts(after)
    names = dict.fromkeys([*new, *old])
    return [
        Part(name, marked(old.get(name, ""), new.get(name, "")))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _joined(name: str, key: str) -> str:
    said = {"value": ""}.get(key, key.replace("_", " "))
    return " ".join(filter(None, (name, said)))
