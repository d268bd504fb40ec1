"""What a printed number means, beside the number: the kept reading, and the editor's own entries."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, get_args

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    FieldBlock,
    StructBlock,
    StructBlockValidationError,
)

from news.numbers import (
    Entries,
    Number,
    Place,
    Problem,
    Unit,
    adjusted,
    from_json,
    is_currency,
    is_same_unit,
    parse,
    problems,
    reading,
    to_json,
)
from news.schemas.numbers import NumberKind, Qualifier

# The field of the block that holds an entry, where its name differs.
_FIELD_OF = {"unit_label": "unit"}
ENTRY_NAMES = ("kind", "value", "value_high", "denominator", "unit_code", "unit_label", "qualifier", "as_of")
ADJUST = (
    "kind",
    "value",
    "value_high",
    "denominator",
    "unit",
    "unit_code",
    "qualifier",
    "as_of",
    "confirmed",
)

_ANYWHERE = Place()
_place: ContextVar[Place] = ContextVar("galley_number_place", default=_ANYWHERE)


@contextmanager
def numbers_read_at(place: Place) -> Iterator[None]:
    """Let blocks that are cleaned inside read numbers as in `place`: a block does not know its page."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


class ReadingBlock(FieldBlock):
    """The kept reading (`kept.to_json`): made on every save, shown in the editor, never taken from a form."""

    is_sent = False  # nor read or written by programs

    def __init__(self, **kwargs: Any) -> None:
        self.field = CharField(required=False, widget=HiddenInput)
        super().__init__(**kwargs)

    def value_from_datadict(self, _data: Any, _files: Any, _prefix: str) -> None:
        """Take nothing from a form."""

    def clean(self, value: Any) -> Any:
        """Leave the value to the number around it."""
        return value

    def get_form_state(self, value: Any) -> str:
        """Return the line that the editor shows."""
        return reading_line(from_json(value, display=value["display"])) if value else ""

    def render_basic(self, value: Any, context: Any = None) -> str:  # noqa: ARG002
        """Return the same line for comparisons of revisions."""
        return self.get_form_state(value)


class TypedNumberBlock(StructBlock):
    """A number as printed, with what it means: what the parser reads, unless the editor says otherwise."""

    display = CharBlock(
        max_length=40, label=_("Number"), help_text=_("Exactly as printed, for example 43,000 or −4.5%.")
    )
    reading = ReadingBlock(required=False, label=_("Reading"))
    kind = ChoiceBlock(required=False, choices=[(k, k.capitalize()) for k in get_args(NumberKind)])
    value = CharBlock(
        required=False,
        max_length=60,
        help_text=_("Plain digits with the scale applied, for example 1200000000000."),
    )
    value_high = CharBlock(
        required=False,
        max_length=60,
        label=_("Second value"),
        help_text=_("The second number of a range or a score."),
    )
    denominator = CharBlock(required=False, max_length=60, help_text=_("The 3 in “1 in 3”."))
    unit = CharBlock(
        required=False,
        max_length=60,
        label=_("Unit"),
        help_text=_("What is counted, for example deaths or miles."),
    )
    unit_code = CharBlock(
        required=False, max_length=3, label=_("Currency"), help_text=_("Three letters, for example USD.")
    )
    qualifier = ChoiceBlock(required=False, choices=[(q, q.capitalize()) for q in get_args(Qualifier)])
    as_of = CharBlock(
        required=False, max_length=10, label=_("As of"), help_text=_("2026, 2026-Q3, 2026-07 or 2026-07-04.")
    )
    confirmed = BooleanBlock(
        required=False, label=_("Checked"), help_text=_("Publish as written, in spite of the question.")
    )

    def clean(self, value: Any) -> Any:
        """Keep the reading; on submission refuse what is open or contradicts, each at its field."""
        number = parse_at(value.get("display"), _place.get())
        found = {} if self.is_deferred_validation else _errors(number, entries_of(value), value.get("series"))
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            raise StructBlockValidationError(found | error.block_errors) from error
        if found:
            raise StructBlockValidationError(found)
        cleaned["display"] = number.display
        cleaned["reading"] = to_json(number) if number.display else None
        return cleaned


def parse_at(display: str | None, place: Place) -> Number:
    """Read a display as in `place`."""
    return parse(display or "", language=place.language, default_currency=place.default_currency)


def number_of(value: Mapping[str, Any], place: Place) -> Number:
    """Return what a block's value means: the kept reading (or a new one), with the editor's entries."""
    fresh = parse_at(value.get("display"), place)
    return adjusted(from_json(value.get("reading"), display=fresh.display) or fresh, entries_of(value))


def entries_of(value: Mapping[str, Any]) -> Entries:
    """Return the editor's entries in a block's value, or in a form's data."""
    typed = {name: str(value.get(_FIELD_OF.get(name, name)) or "").strip() for name in ENTRY_NAMES}
    return Entries(**typed, confirmed=bool(value.get("confirmed")))


def _other_unit(number: Number, series: Any) -> Iterator[Problem]:
    if series and series.unit and number.unit and not is_same_unit(number.unit, series.unit):
        own = number.unit.code or number.unit.label
        message = f"The series “{series}” counts in {series.unit}, this number in {own}."
        yield Problem("unit_label", f"{message} Change the unit, or the series.")


def reading_line(number: Number | None) -> str:
    """Return the line under a number; empty without one."""
    return f"Reads as {reading(number)}." if number and number.display else ""


def unit_of_series(series: Any) -> Unit | None:
    """Return the unit that a number without one takes from its series, or None."""
    if series is None or not series.unit:
        return None
    code = series.unit if is_currency(series.unit) else None
    return Unit(code, series.unit)


def _errors(number: Number, entries: Entries, series: Any) -> dict[str, Any]:
    if not number.display:
        return {}
    found = [*problems(number, entries), *_other_unit(adjusted(number, entries), series)]
    return {_FIELD_OF.get(p.field, p.field): ValidationError(p.message) for p in reversed(found)}
