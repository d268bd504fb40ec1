"""Numbers with a mark of their own: rank, clock, ratio, multiple."""

import re
from decimal import Decimal

from .amounts import EXACT, read_amount
from .fields import Fields, exact, of_quantity
from .separators import read_digits
from .values import Place, Quantity, Refused, Unit
from .words import words_of

SECONDS_PER_MINUTE = 60
_RANK_BEFORE = re.compile(r"(?:no\.?|nr\.?|number|№|#|n[°º.]) ?(\d[\d.,' ]*)", re.IGNORECASE)
_RANK_AFTER = re.compile(r"(\d[\d.,' ]*?)([^\W\d]+|\.?[ºª])")
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)")
_MULTIPLE = re.compile(r"(.*\S) ?(?:[x×]|-?fold| times)", re.IGNORECASE)


def read_rank(text: str, place: Place) -> Fields | None:
    """Read “No. 2” and “2nd”."""
    before, after = _RANK_BEFORE.fullmatch(text), _RANK_AFTER.fullmatch(text)
    if before:
        digits = before[1]
    elif after and _is_ordinal(after[1], after[2].lower(), place.language):
        digits = after[1]
    else:
        return None
    value, notes = read_digits(digits.strip(), place)
    return {"kind": "rank", "value": exact(value), "warnings": notes}


def _is_ordinal(digits: str, ending: str, language: str) -> bool:
    endings = words_of(language).ordinals
    if endings[:1] != ("st",):
        return ending in endings
    teens = digits[-2:] in {"11", "12", "13"}
    return ending == ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1:], "th"))


def read_clock(text: str, _place: Place) -> Fields | None:
    """Read “4:32” and “1:02:03” as seconds."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (Decimal(part or 0) for part in match.groups())
    if seconds >= SECONDS_PER_MINUTE or (match[1] and minutes >= SECONDS_PER_MINUTE):
        raise Refused("clock", f"“{text}” is no duration. Give its value under “Adjust”.")
    in_minutes = EXACT.fma(hours, Decimal(60), minutes)
    total = EXACT.fma(in_minutes, Decimal(SECONDS_PER_MINUTE), seconds)
    return {"kind": "duration", "value": exact(total), "unit": Unit("s", "s")}


def read_ratio(text: str, place: Place) -> Fields | None:
    """Read “1 in 3”, also with a noun."""
    for word in words_of(place.language).in_:
        above, found, below = text.partition(f" {word} ")
        if found and above[-1:].isdigit() and below[:1].isdigit():
            return _ratio(text, read_amount(above, place), read_amount(below, place))
    return None


def _ratio(text: str, part: Quantity, whole: Quantity) -> Fields:
    if not (0 <= part.value <= whole.value and 0 < whole.value == whole.value.to_integral_value()):
        raise Refused("ratio", f"“{text}” is no part of a whole. Give its value under “Adjust”.")
    values = {"value": exact(part.value), "denominator": exact(whole.value)}
    return {"kind": "ratio", **values, "unit": whole.unit, "warnings": part.warnings + whole.warnings}


def read_multiple(text: str, place: Place) -> Fields | None:
    """Read “10x”, “10-fold” and “10 times”."""
    match = _MULTIPLE.fullmatch(text)
    if match is None or not match[1][-1:].isnumeric():
        return None
    times = read_amount(match[1], place)
    return of_quantity(times) | {"kind": "multiple"}
