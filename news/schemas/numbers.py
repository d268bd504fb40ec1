"""The number that leads an item: verbatim as printed, with what it means beside it."""

from typing import Literal

from .base import Contract

NumberKind = Literal[
    "integer",
    "decimal",
    "percent",
    "currency",
    "ratio",
    "fraction",
    "range",
    "multiple",
    "rank",
    "score",
    "duration",
    "measure",
    "date",
    "none",
]
Qualifier = Literal["exact", "about", "at least", "up to", "more than", "less than", "nearly"]

Precision = Literal["day", "month", "quarter", "year"]


class Unit(Contract):
    """`code` is ISO 4217 for money; `label` is the noun that is printed."""

    code: str | None
    label: str


class Source(Contract):
    """Where a number comes from; `retrieved` is `YYYY-MM-DD`."""

    name: str
    url: str | None
    retrieved: str | None


class Number(Contract):
    """`display` is never reformatted; `value` is an exact decimal as a string, or null when not read."""

    display: str
    kind: NumberKind
    value: str | None
    value_high: str | None
    denominator: str | None
    unit: Unit | None
    qualifier: Qualifier
    as_of: str | None
    source: Source | None
    series: str | None
