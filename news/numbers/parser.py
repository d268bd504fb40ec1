"""The parser: from what is printed before the colon to what it means."""

from .amounts import read_amount
from .dates import read_date
from .fields import Fields, of_quantity
from .lines import leading_token, normal_display
from .qualifiers import take_qualifier
from .scripts import plain
from .shapes import read_clock, read_multiple, read_rank, read_ratio
from .spans import read_span
from .values import MAX_DISPLAY, Number, NumberWarning, Place, Refused

_SHAPES = (read_rank, read_clock, read_ratio, read_multiple, read_span)
_YEAR_NOTE = NumberWarning("year", "Four digits without a separator read as a year.")
_LINE_NOTE = NumberWarning("text_after_colon", "Only what stands before the colon is read.")
_ENDLESS_NOTE = NumberWarning("no_value", "There is no value for infinity.")


def parse(display: str, *, language: str = "en", default_currency: str | None = None) -> Number:
    """Read a printed number; never raises on text.

    `language` is the story's (a BCP 47 tag), `default_currency` the site's (ISO 4217). Forms that are refused
    or ambiguous give no value and a blocking warning.
    """
    shown = normal_display(display)
    token = leading_token(shown)
    notes = () if token == shown else (_LINE_NOTE,)
    try:
        fields = _fields(token, Place(language, default_currency))
    except Refused as refusal:
        fields = {"warnings": (refusal.warning,)}
    return Number(display=shown, **fields | {"warnings": (*fields.get("warnings", ()), *notes)})


def _fields(token: str, place: Place) -> Fields:
    if len(token) > MAX_DISPLAY:
        raise Refused("too_long", f"A number has at most {MAX_DISPLAY} characters.")
    text = plain(token)
    if not text:
        return {}
    if text in {"∞", "-∞", "−∞"}:
        return {"warnings": (_ENDLESS_NOTE,)}
    date = read_date(text, place.language)
    if date:
        notes = (_YEAR_NOTE,) if date.precision == "year" else ()
        return {"kind": "date", "as_of": date, "warnings": notes}
    qualifier, rest = take_qualifier(text, place.language)
    return _number(rest, place) | {"qualifier": qualifier}


def _number(text: str, place: Place) -> Fields:
    for shape in _SHAPES:
        fields = shape(text, place)
        if fields is not None:
            return fields
    return of_quantity(read_amount(text, place))
