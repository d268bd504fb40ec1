"""Digits with separators as an exact decimal: the story's language decides, and doubt is refused."""

import re
from decimal import Decimal

from .languages import Separators, separators
from .values import NumberWarning, Place, Refused

# A space or an apostrophe only ever groups; the Arabic decimal separator never does.
_GROUP_ONLY = frozenset(" '٬")
_DECIMAL_ONLY = "٫"
_FOREIGN = NumberWarning("other_separators", "The separators are those of another language.")


def read_digits(text: str, place: Place) -> tuple[Decimal, tuple[NumberWarning, ...]]:
    """Return the value of ASCII digits with separators between them; raise Refused where that is in doubt."""
    marks = [c for c in text if not c.isdigit()]
    kinds = list(dict.fromkeys(marks))
    own = separators(place.language)
    if not kinds:
        return Decimal(text), ()
    if len(kinds) == 1:
        mark = kinds[0]
        return _lone(text, mark, own) if len(marks) == 1 else _grouped(text, mark, own)
    group, *others = kinds
    decimal = others[-1]
    if len(others) > 1 or decimal in _GROUP_ONLY or group == _DECIMAL_ONLY or marks.count(decimal) > 1:
        raise _badly_grouped(text)
    whole, fraction = text.split(decimal)
    value, notes = _grouped(whole, group, own)
    return Decimal(f"{value}.{fraction}"), notes


def _lone(text: str, mark: str, own: Separators) -> tuple[Decimal, tuple[NumberWarning, ...]]:
    """Read one separator: a decimal point, or a group of three, by the language."""
    whole, tail = text.split(mark)
    if mark in _GROUP_ONLY or (mark == own.group and _is_grouped(text, mark)):
        return _grouped(text, mark, own)
    if mark not in {own.decimal, _DECIMAL_ONLY}:
        raise _in_doubt(text, whole, tail)
    if mark != _DECIMAL_ONLY and _is_grouped(text, mark):
        # Half of the world would read this as thousands.
        raise _in_doubt(text, whole, tail)
    return Decimal(f"{whole or 0}.{tail}"), ()


def _grouped(text: str, mark: str, own: Separators) -> tuple[Decimal, tuple[NumberWarning, ...]]:
    western, indian = _is_grouped(text, mark), _is_grouped_indian(text, mark)
    if not western and not indian:
        raise _badly_grouped(text)
    at_home = mark != own.decimal and (western or own.indian)
    return Decimal(text.replace(mark, "")), () if at_home else (_FOREIGN,)


def _is_grouped(text: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+", text))


def _is_grouped_indian(text: str, mark: str) -> bool:
    sep = re.escape(mark)
    return bool(re.fullmatch(rf"[1-9]\d?(?:{sep}\d{{2}})*{sep}\d{{3}}", text))


def _badly_grouped(text: str) -> Refused:
    return Refused(
        "grouping", f"The digits of “{text}” are grouped in an unusual way. Give the value under “Adjust”."
    )


def _in_doubt(text: str, whole: str, tail: str) -> Refused:
    return Refused(
        "ambiguous_separator",
        f"“{text}” may mean {whole}{tail} or {whole}.{tail}. Give the value under “Adjust”.",
    )
