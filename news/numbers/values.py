"""The values that the parser gives, frozen, and the refusal that its parts raise among themselves."""

from dataclasses import dataclass
from decimal import Decimal

from news.schemas.numbers import NumberKind, Precision, Qualifier

MAX_DISPLAY = 40


@dataclass(frozen=True)
class NumberWarning:
    """Something that an editor should know; a blocking one stops a submission until it is answered."""

    code: str
    message: str
    blocking: bool = False


@dataclass(frozen=True)
class Unit:
    """`code` is ISO 4217 for money; `label` is the noun or sign as printed."""

    code: str | None
    label: str


@dataclass(frozen=True)
class AsOf:
    """A date as `YYYY`, `YYYY-Qn`, `YYYY-MM` or `YYYY-MM-DD`; `--MM`, `--MM-DD` where no year is printed."""

    value: str
    precision: Precision

    def __str__(self) -> str:
        return self.value

    @property
    def has_year(self) -> bool:
        """Whether it is a date of the contract."""
        return not self.value.startswith("-")


@dataclass(frozen=True)
class Source:
    """Where a number comes from; the parser never finds one. `retrieved` is `YYYY-MM-DD`."""

    name: str
    url: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as printed and as meant; `value`, `value_high` and `denominator` are exact decimals as text.

    `display` is NFC without surrounding space and trailing colon, otherwise verbatim. The magnitude is
    `value` ÷ `denominator` (1 where None). `value_high` is a range's upper end, or a score's second number.
    """

    display: str
    kind: NumberKind = "none"
    value: str | None = None
    value_high: str | None = None
    denominator: str | None = None
    unit: Unit | None = None
    qualifier: Qualifier = "exact"
    as_of: AsOf | None = None
    source: Source | None = None
    warnings: tuple[NumberWarning, ...] = ()

    @property
    def precision(self) -> Precision | None:
        """How exact the date of a number of kind `date` is."""
        return self.as_of.precision if self.as_of else None


@dataclass(frozen=True)
class Place:
    """Where the number stands: the story's language (a BCP 47 tag) and the site's own currency (ISO 4217)."""

    language: str = "en"
    default_currency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One amount with its unit, as the shapes combine it; `scale` is the power of ten already applied."""

    value: Decimal
    kind: NumberKind
    denominator: int | None = None
    unit: Unit | None = None
    scale: int = 0
    warnings: tuple[NumberWarning, ...] = ()


class Refused(Exception):  # noqa: N818
    """Text of a shape that is refused or ambiguous; becomes a blocking warning without a value."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.warning = NumberWarning(code, message, blocking=True)


def unreadable(text: str) -> Refused:
    """Return the refusal of text that is no number that we know."""
    return Refused(
        "unreadable",
        f"“{text}” doesn’t read as a number. Give its value under “Adjust”, or confirm it as it is.",
    )
