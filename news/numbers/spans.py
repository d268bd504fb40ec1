"""Ranges and scores: two amounts with a dash or a word between them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .amounts import read_amount, scaled
from .fields import Fields, exact, of_quantity
from .values import NumberWarning, Place, Quantity, Refused
from .words import words_of

_HYPHEN = "-"
_DASHES = "-–—−"
_HIGHEST_SCORE = 1000
_HYPHEN_NOTE = NumberWarning(
    "range_or_score", "A hyphen stands in ranges and in scores: check how this one reads."
)


def read_span(text: str, place: Place) -> Fields | None:
    """Read a range or a score: two amounts with a dash or a word between them."""
    for low, sign, high in _splits(text, words_of(place.language).to):
        if any(c.isnumeric() for c in low) and any(c.isnumeric() for c in high):
            first = read_amount(low, place)
            second = read_amount(high, place, beside_money=first.kind == "currency")
            return _span(text, first, sign, second)
    return None


def _splits(text: str, words: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    between = "|".join([f"[{_DASHES}]", *(f"(?<= ){re.escape(word)}(?= )" for word in words)])
    for match in re.finditer(between, text, re.IGNORECASE):
        if match.start():
            yield text[: match.start()].rstrip(), match[0], text[match.end() :].lstrip()


def _span(text: str, low: Quantity, sign: str, high: Quantity) -> Fields:
    low = _with_scale_of(high, low)
    if low.denominator != high.denominator or (low.unit and high.unit and low.unit != high.unit):
        raise Refused("span", f"The two numbers of “{text}” are of different kinds.")
    rising = low.value < high.value
    if not rising and not (sign in _DASHES and _may_be_score(low) and _may_be_score(high)):
        raise Refused("high_below_low", f"The second number of “{text}” is not above the first.")
    note = (_HYPHEN_NOTE,) if sign == _HYPHEN or not rising else ()
    warnings = tuple(dict.fromkeys(low.warnings + high.warnings)) + note
    fields = of_quantity(low) | {"value_high": exact(high.value), "unit": low.unit or high.unit}
    return fields | {"kind": "range" if rising else "score", "warnings": warnings}


def _with_scale_of(high: Quantity, low: Quantity) -> Quantity:
    """Let “5 to 7 million” begin at five million, but “900 to 1 million” at 900."""
    raised = scaled(low.value, high.scale)
    if low.scale or not high.scale or raised > high.value:
        return low
    return replace(low, value=raised)


def _may_be_score(part: Quantity) -> bool:
    return part.kind == "integer" and part.unit is None and 0 <= part.value < _HIGHEST_SCORE
