"""The editor's own entries beside a reading: they win, unless they contradict what is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import cast

from news.schemas.numbers import NumberKind, Qualifier

from .currencies import is_currency
from .dates import as_of
from .reading import reading
from .values import Number, Unit

_DECIMAL = re.compile(r"-?\d{1,60}(?:\.\d{1,60})?", re.ASCII)
_WHOLE = re.compile(r"0*[1-9]\d{0,59}", re.ASCII)
# Kinds whose value is one amount: between them only the label changes, never what the digits say.
_PLAIN = frozenset({"integer", "decimal", "percent", "currency", "measure", "multiple", "rank", "none"})
_COUNTS = frozenset({"integer", "decimal"})
_PAIRS = frozenset({"range", "score"})
_PARTS = frozenset({"ratio", "fraction"})


@dataclass(frozen=True, kw_only=True)
class Entries:
    """What the editor typed, as text; empty where the reading stands. `confirmed` accepts open questions."""

    kind: str = ""
    value: str = ""
    value_high: str = ""
    denominator: str = ""
    unit_code: str = ""
    unit_label: str = ""
    qualifier: str = ""
    as_of: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Problem:
    """Something that stops a submission, and the entry, or `display`, that it belongs to."""

    field: str
    message: str


def adjusted(number: Number, entries: Entries) -> Number:
    """Return the reading with the editor's entries in place of what they replace; malformed ones are left."""
    kind = _kind(number, entries)
    kept = (
        number
        if _same_family(number.kind, kind)
        else replace(number, value=None, value_high=None, denominator=None)
    )
    typed = {
        name: getattr(entries, name)
        for name in ("value", "value_high", "denominator")
        if not _bad_entry(name, getattr(entries, name)) and getattr(entries, name)
    }
    result = replace(
        kept,
        kind=kind,
        **typed,
        unit=_unit(number, entries),
        qualifier=cast("Qualifier", entries.qualifier or number.qualifier),
        as_of=as_of(entries.as_of) or number.as_of,
    )
    return (
        replace(result, value=None, value_high=None, denominator=None) if kind in {"none", "date"} else result
    )


def problems(number: Number, entries: Entries) -> list[Problem]:
    """Return all that stops a submission: malformed entries, contradictions, and questions still open."""
    found = list(_bad_entries(entries))
    if not found:
        found = [*_contradictions(number, entries), *_missing(adjusted(number, entries))]
    return [*found, *_open_questions(number, entries)]


def _kind(number: Number, entries: Entries) -> NumberKind:
    if entries.kind:
        return cast("NumberKind", entries.kind)
    kind = number.kind
    if kind == "none" and _DECIMAL.fullmatch(entries.value):
        kind = "decimal" if "." in entries.value else "integer"
    return "currency" if entries.unit_code and kind in _COUNTS else kind


def _same_family(one: str, other: str) -> bool:
    return one == other or any({one, other} <= family for family in (_PLAIN, _PAIRS, _PARTS))


def _unit(number: Number, entries: Entries) -> Unit | None:
    printed = number.unit or Unit(None, "")
    code = (entries.unit_code if is_currency(entries.unit_code) else "") or printed.code
    label = entries.unit_label or printed.label or code
    return Unit(code, label) if label else None


_FORMS = {
    "value": (_DECIMAL, "Write plain digits, with a point before decimals: 1200000.5"),
    "value_high": (_DECIMAL, "Write plain digits, with a point before decimals: 1200000.5"),
    "denominator": (_WHOLE, "Write a whole number above zero."),
}


def _bad_entry(name: str, text: str) -> str:
    """Return what is wrong with an entry, or an empty string."""
    if not text:
        return ""
    if name in _FORMS:
        form, message = _FORMS[name]
        return "" if form.fullmatch(text) else message
    if name == "unit_code" and not is_currency(text):
        return "Give the currency’s three capital letters: USD, EUR, GBP."
    if name == "as_of" and as_of(text) is None:
        return "Write 2026, 2026-Q3, 2026-07 or 2026-07-04."
    return ""


def _bad_entries(entries: Entries) -> Iterator[Problem]:
    for field in fields(entries):
        entry = getattr(entries, field.name)
        message = _bad_entry(field.name, entry) if isinstance(entry, str) else ""
        if message:
            yield Problem(field.name, message)


def _contradictions(number: Number, entries: Entries) -> Iterator[Problem]:
    """Compare what is printed with what was entered, where both speak of the same thing."""
    meant = adjusted(number, entries)
    if number.value is None or not _same_family(number.kind, meant.kind) or meant.kind == "none":
        return
    pairs = {name: (getattr(number, name), getattr(entries, name)) for name in _FORMS}
    differing = [
        name for name, (was, now) in pairs.items() if now and (was is None or Decimal(was) != Decimal(now))
    ]
    code = number.unit.code if number.unit else None
    if code and entries.unit_code and code != entries.unit_code:
        differing.append("unit_code")
    message = (
        f"“{number.display}” reads as {reading(number)}, but the entries under “Adjust” as {reading(meant)}."
    )
    for name in differing:
        yield Problem(name, f"{message} Change one of them.")


def _missing(meant: Number) -> Iterator[Problem]:
    if meant.kind in {"none", "date"}:
        return
    needed = {"value"} | ({"value_high"} if meant.kind in _PAIRS else set())
    needed |= {"denominator"} if meant.kind in _PARTS else set()
    for name in sorted(needed):
        if getattr(meant, name) is None:
            yield Problem(name, f"The kind “{meant.kind}” needs this.")
    if (
        meant.kind == "range"
        and meant.value
        and meant.value_high
        and Decimal(meant.value_high) < Decimal(meant.value)
    ):
        yield Problem("value_high", "The second number of a range is not below the first.")


def _open_questions(number: Number, entries: Entries) -> Iterator[Problem]:
    for warning in number.warnings:
        answer = entries.unit_code if warning.code == "which_currency" else entries.value or entries.kind
        if warning.blocking and not answer and not entries.confirmed:
            yield Problem("display", warning.message)
