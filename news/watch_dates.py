"""Dates to watch: a day, month, quarter or year, or a window of days; pure, as spans of whole days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from news.numbers import Problem, as_of, end_of, start_of
from news.schemas.blocks import WatchPrecision

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class WatchSpan:
    """From `start` to `end`, both included."""

    start: date
    end: date
    precision: WatchPrecision


def watch_span(text: str, until: str) -> WatchSpan | None:
    """Return span of a date as written (its form is its precision) and of a window's last day; or None."""
    if list(watch_problems(text, until)) or not text:
        return None
    start = date.fromisoformat(start_of(text))
    if until:
        return WatchSpan(start, date.fromisoformat(until), "window")
    when = as_of(text)
    return WatchSpan(start, date.fromisoformat(end_of(text)), when.precision) if when else None


def watch_problems(text: str, until: str) -> Iterator[Problem]:
    """Return what is wrong with a date (field `watch_date`) or with a window's last day (`watch_until`)."""
    if text and not _is_date(text):
        yield Problem("watch_date", _("Write 2026, 2026-Q3, 2026-07 or 2026-07-04."))
    elif until and not _is_day(text):
        yield Problem("watch_date", _("A period has to start on a day, for example 2026-07-04."))
    elif until and (not _is_day(until) or until < text):
        yield Problem("watch_until", _("The last day can't be before the first, for example 2026-07-14."))


def _is_date(text: str) -> bool:
    return as_of(text) is not None and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def _is_day(text: str) -> bool:
    when = as_of(text)
    return when is not None and when.precision == "day" and _is_date(text)
