"""One amount: sign, money, digits or fraction, scale and unit, in the order in which they are printed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal

from news.schemas.numbers import NumberKind

from .currencies import Found, read_suffix, take_prefix
from .scales import take_scale
from .separators import read_digits
from .units import read_unit
from .values import NumberWarning, Place, Quantity, Refused, Unit, unreadable

MINUS_SIGNS = "-−–"
# Forty characters and a scale word never need as many digits, so that nothing is rounded.
EXACT = Context(prec=200)

_VULGAR = "[¼-¾⅐-⅞↉]"
_DIGITS = re.compile(r"\d+(?:[.,' ٬٫]\d+)*|[.,٫]\d+")
_FRACTION = re.compile(rf"(?:(\d+) ?)?({_VULGAR})|(?:(\d+) )?(\d+)/(\d+)")


@dataclass(frozen=True)
class _Figures:
    value: Decimal
    denominator: int | None
    rest: str
    warnings: tuple[NumberWarning, ...] = ()


def read_amount(text: str, place: Place, *, beside_money: bool = False) -> Quantity:
    """Read the whole of `text` (as `scripts.plain` gives it) as one amount; raise Refused.

    `beside_money` says that money was read just before, as in “$5–7m”.
    """
    negative, unsigned = _take_sign(text)
    money, bare = take_prefix(unsigned, place)
    if money and not negative:
        negative, bare = _take_sign(bare)
    figures = _take_fraction(bare) or _take_digits(bare, place)
    if figures is None:
        raise unreadable(text)
    is_money = beside_money or money is not None or _ends_in_money(figures.rest, place)
    scale, rest = take_scale(figures.rest, place, is_money=is_money)
    kind, unit, factor, notes = _unit(text, rest, money, place)
    value = EXACT.multiply(figures.value.copy_negate() if negative else figures.value, factor)
    return Quantity(
        value=scaled(value, scale),
        kind=_kind(kind, value=scaled(value, scale), is_fraction=figures.denominator is not None),
        denominator=figures.denominator,
        unit=unit,
        scale=scale,
        warnings=figures.warnings + notes,
    )


def _take_sign(text: str) -> tuple[bool, str]:
    if text[:1] in {*MINUS_SIGNS}:
        return True, text[1:].lstrip()
    return False, text.removeprefix("+")


def _take_digits(text: str, place: Place) -> _Figures | None:
    match = _DIGITS.match(text)
    if match is None:
        return None
    value, warnings = read_digits(match[0], place)
    return _Figures(value, None, text[match.end() :], warnings)


def _take_fraction(text: str) -> _Figures | None:
    match = _FRACTION.match(text)
    if match is None:
        return None
    whole, vulgar, whole_before, above, below = match.groups()
    if vulgar:
        # Compatibility decomposition writes ⅔ as 2⁄3: exact, unlike unicodedata.numeric.
        above, below = unicodedata.normalize("NFKC", vulgar).split("⁄")
    if int(below) == 0 or int(above) >= int(below):
        raise Refused("fraction", f"“{match[0]}” is no proper fraction. Give its value under “Adjust”.")
    numerator = int(whole or whole_before or 0) * int(below) + int(above)
    return _Figures(Decimal(numerator), int(below), text[match.end() :])


def _ends_in_money(rest: str, place: Place) -> bool:
    return read_suffix(rest.rsplit(" ", 1)[-1], place) is not None


def scaled(value: Decimal, scale: int) -> Decimal:
    """Apply a scale exactly; "1.20 million" leaves no zeros behind the point."""
    if not scale:
        return value
    result = value.scaleb(scale, EXACT)
    return result.quantize(Decimal(1), context=EXACT) if result == result.to_integral_value() else result


def _unit(
    text: str, rest: str, money: Found | None, place: Place
) -> tuple[NumberKind, Unit | None, Decimal, tuple[NumberWarning, ...]]:
    named = money or read_suffix(rest.strip(), place)
    if named and (not money or not rest.strip()):
        return "currency", named[0], Decimal(1), named[1]
    if not rest.strip():
        return "integer", None, Decimal(1), ()
    measured = None if money else read_unit(rest, place)
    if measured is None:
        raise unreadable(text)
    return *measured, ()


def _kind(kind: NumberKind, *, value: Decimal, is_fraction: bool) -> NumberKind:
    if kind != "integer":
        return kind
    if is_fraction:
        return "fraction"
    # A noun makes it a count; "4.0" is printed as a decimal, and stays one.
    return "decimal" if value.as_tuple().exponent else "integer"
