"""Units after a number: percent, percentage points, measures, times in seconds, and free nouns."""

import re
from decimal import Decimal

from news.schemas.numbers import NumberKind

from .values import Place, Unit
from .words import words_of

_POINTS = frozenset({"pp", "p.p.", "ppt", "percentage points", "percentage point"})
_SYMBOLS = frozenset({
    "°C", "°F", "°", "‰", "mm", "cm", "m", "km", "mi", "ft", "yd", "m²", "km²", "m2", "km2", "m³", "ha", "g",
    "mg", "kg", "t", "lb", "lbs", "oz", "l", "L", "ml", "km/h", "kph", "mph", "m/s", "W", "kW", "MW", "GW",
    "kWh", "MWh", "GWh", "TWh", "V", "Hz", "GHz", "MB", "GB", "TB",
})  # fmt: skip
_NAMES = frozenset({
    "metre", "metres", "meter", "meters", "kilometre", "kilometres", "kilometer", "kilometers", "mile",
    "miles", "foot", "feet", "inch", "inches", "kilogram", "kilograms", "tonne", "tonnes", "ton", "tons",
    "acre", "acres", "hectare", "hectares", "litre", "litres", "liter", "liters", "degrees",
})  # fmt: skip
_SECONDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
_NOUN = re.compile(r"[^\W\d_][^\W_]*(?:[ .'/-]+[^\W_]+)*\.?")

Measured = tuple[NumberKind, Unit, Decimal]


def is_same_unit(unit: Unit, name: str) -> bool:
    """Whether `name` (a currency's code, or a unit as printed) names the unit."""
    return unit.code == name or unit.label.casefold() == name.casefold()


def read_unit(text: str, place: Place) -> Measured | None:
    """Return kind, unit and factor of what follows a number (its space included); None if it is no unit."""
    word = text.strip().replace("℃", "°C").replace("℉", "°F").replace("° ", "°")
    if word == "%" or word.casefold() in words_of(place.language).percent:
        return "percent", Unit(None, "%"), Decimal(1)
    if word.casefold() in _POINTS:
        return "decimal", Unit(None, "percentage points"), Decimal(1)
    if word in _SECONDS:
        return "duration", Unit("s", "s"), Decimal(_SECONDS[word])
    if word in _SYMBOLS or word.casefold() in _NAMES:
        return "measure", Unit(None, word), Decimal(1)
    # A noun stands apart: "1e6" is not one "e6".
    if text.startswith(" ") and _NOUN.fullmatch(word):
        return "integer", Unit(None, word), Decimal(1)
    return None
