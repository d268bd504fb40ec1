"""How a number reads, in one line for the editor: what the parser, or the editor, takes it to mean."""

from collections.abc import Callable
from decimal import Decimal

from .currencies import is_sign, symbol
from .languages import locale_of
from .values import Number

NOT_READ = "has no value"


def reading(number: Number) -> str:
    """Return the meaning in English, such as “at least US$1,200,000,000,000”; exact, never rounded."""
    if number.kind == "date" and number.as_of:
        return _date(number)
    if number.value is None:
        return NOT_READ
    text = _SHAPES.get(number.kind, _amount)(number)
    return text if number.qualifier == "exact" else f"{number.qualifier} {text}"


def grouped(value: str) -> str:
    """Return an exact decimal with commas between thousands and a true minus sign."""
    return format(Decimal(value), ",f").replace("-", "−")


def _amount(number: Number) -> str:
    return _with_unit(number, _magnitude(number))


def _magnitude(number: Number) -> str:
    below = "" if number.denominator is None else f"/{grouped(number.denominator)}"
    return f"{grouped(number.value or '0')}{below}"


def _with_unit(number: Number, text: str) -> str:
    unit = number.unit
    if unit is None:
        return text
    is_money = is_sign(unit.label) or (unit.code and unit.code != "s")
    if not is_money:
        return f"{text}{'' if unit.label in {'%', '°'} else ' '}{unit.label}"
    sign = symbol(unit.code) if unit.code else unit.label
    return f"−{sign}{text[1:]}" if text.startswith("−") else f"{sign}{text}"


def _range(number: Number) -> str:
    return _with_unit(number, f"{_magnitude(number)} to {grouped(number.value_high or '0')}")


def _score(number: Number) -> str:
    return f"{grouped(number.value or '0')} to {grouped(number.value_high or '0')}, a score"


def _ratio(number: Number) -> str:
    text = f"{grouped(number.value or '0')} in {grouped(number.denominator or '1')}"
    return f"{text} {number.unit.label}" if number.unit else text


def _rank(number: Number) -> str:
    return f"number {grouped(number.value or '0')} in a ranking"


def _multiple(number: Number) -> str:
    return f"{_magnitude(number)} times"


_SHAPES: dict[str, Callable[[Number], str]] = {
    "range": _range,
    "score": _score,
    "ratio": _ratio,
    "rank": _rank,
    "multiple": _multiple,
}


def _date(number: Number) -> str:
    """Return “the year 2030”, “Q3 2026”, “July 4”."""
    parts = str(number.as_of).removeprefix("--").split("-")
    if number.precision == "year":
        return f"the year {parts[0]}"
    if number.precision == "quarter":
        return f"{parts[1]} {parts[0]}"
    year = f" {parts.pop(0)}" if not str(number.as_of).startswith("--") else ""
    month = locale_of("en").months["format"]["wide"][int(parts[0])]
    day = f" {int(parts[1])}" + ("," if year else "") if number.precision == "day" else ""
    return f"{month}{day}{year}"
