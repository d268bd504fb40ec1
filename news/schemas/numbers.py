"""The number that leads an item: verbatim as printed, with what it means beside it."""

from typing import Annotated, Literal

from .base import Contract, Words
from .texts import Currency, Dated, Day, Decimal, Iri, up_to

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

    code: Currency | None
    label: str


class Source(Contract):
    """Where a number comes from; `retrieved` is `YYYY-MM-DD`."""

    name: Annotated[str, up_to(200)]
    url: Annotated[Iri, up_to(500)] | None
    retrieved: Day | None


class Number(Contract):
    """`display` is never reformatted; `value` is an exact decimal as a string, or null when not read."""

    display: Annotated[str, up_to(40)]
    kind: NumberKind
    value: Decimal | None
    value_high: Decimal | None
    denominator: Decimal | None
    unit: Unit | None
    qualifier: Qualifier
    as_of: Dated | None
    source: Source | None
    series: str | None

    def words(self) -> Words:
        """Return what a search finds it by: what is printed."""
        yield self.display
