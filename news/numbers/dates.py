"""Dates in place of a number: a year, a quarter, a month, a day; and the forms in which dates are kept."""

import re
from calendar import monthrange
from datetime import date

from news.schemas.numbers import Precision

from .languages import months
from .values import AsOf, Refused

# Whole numbers in this span, without separators, are far more often years than counts.
FIRST_YEAR, LAST_YEAR = 1900, 2099
_LEAP_YEAR = 2000

_FORMS: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-Q[1-4]"), "quarter"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), "month"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
)
_QUARTER = re.compile(r"(?:Q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?Q([1-4]))", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([^\W\d]+)\.?(?:,? (\d{4}))?")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?(?: (\d{1,2}))?(?:,? (\d{4}))?")


def as_of(text: str) -> AsOf | None:
    """Return the date that is written in a form of the contract (its form is its precision), or None."""
    for form, precision in _FORMS:
        if form.fullmatch(text) and text.isascii() and (precision != "day" or _is_date(text)):
            return AsOf(text, precision)
    return None


def start_of(text: str) -> str:
    """Return the first day of a date of the contract, as ISO 8601."""
    year, *rest = text.split("-")
    part = rest[0] if rest else "01"
    month = f"{int(part[1]) * 3 - 2:02}" if part.startswith("Q") else part
    return f"{year}-{month}-{rest[1] if len(rest) > 1 else '01'}"


def end_of(text: str) -> str:
    """Return the last day of a date of the contract, as ISO 8601."""
    if text.count("-") == 2:
        return text
    year, month = (int(part) for part in start_of(text).split("-")[:2])
    month += 2 if "Q" in text else 0 if "-" in text else 11
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def read_date(text: str, language: str) -> AsOf | None:
    """Return the date that is printed as `text`, or None; raise Refused for a day that its month lacks."""
    if re.fullmatch(r"\d{4}", text):
        return AsOf(text, "year") if FIRST_YEAR <= int(text) <= LAST_YEAR else None
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        return AsOf(f"{quarter[2] or quarter[3]}-Q{quarter[1] or quarter[4]}", "quarter")
    return as_of(text) or _with_month_name(text, language)


def _with_month_name(text: str, language: str) -> AsOf | None:
    first, then = _DAY_FIRST.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    if first:
        day, name, year = first.groups()
    elif then:
        name, day, year = then.groups()
    else:
        return None
    month = months(language).get(name.casefold())
    return None if month is None else _date(year, month, day, text)


def _date(year: str | None, month: int, day: str | None, text: str) -> AsOf:
    if day is None:
        return AsOf(f"{year or '-'}-{month:02}", "month")
    if not _is_date(f"{year or _LEAP_YEAR}-{month:02}-{int(day):02}"):
        raise Refused("no_such_day", f"There is no {text}.")
    return AsOf(f"{year or '-'}-{month:02}-{int(day):02}", "day")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
