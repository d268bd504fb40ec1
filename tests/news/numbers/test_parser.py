"""The table of printed numbers, and the rules that hold for every text."""

import subprocess
import sys
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from news.numbers import Number, parse
from news.numbers.values import MAX_DISPLAY

NNBSP = "\N{NARROW NO-BREAK SPACE}"
TEN_LOCALES = ("en", "en_IN", "de", "de_CH", "fr", "es", "ru", "hi", "fa", "pl")

TABLE: list[tuple[str, dict[str, Any], tuple[Any, ...]]] = [
    # printed, language and currency, (kind, value, value_high, denominator, unit code, qualifier)
    ("124", {}, ("integer", "124", None, None, None, "exact")),
    ("43,000", {}, ("integer", "43000", None, None, None, "exact")),
    ("900", {}, ("integer", "900", None, None, None, "exact")),
    ("2", {}, ("integer", "2", None, None, None, "exact")),
    ("0", {}, ("integer", "0", None, None, None, "exact")),
    ("−4.5%", {}, ("percent", "-4.5", None, None, None, "exact")),
    ("-4.5%", {}, ("percent", "-4.5", None, None, None, "exact")),
    ("–4.5%", {}, ("percent", "-4.5", None, None, None, "exact")),
    ("4.5 pp", {}, ("decimal", "4.5", None, None, None, "exact")),
    ("1 in 3", {}, ("ratio", "1", None, "3", None, "exact")),
    ("½", {}, ("fraction", "1", None, "2", None, "exact")),
    ("1½", {}, ("fraction", "3", None, "2", None, "exact")),
    ("⅔", {}, ("fraction", "2", None, "3", None, "exact")),
    ("$1.2 trillion", {"default_currency": "USD"}, ("currency", "1200000000000", None, None, "USD", "exact")),
    ("US$1.2tn", {}, ("currency", "1200000000000", None, None, "USD", "exact")),
    ("€3bn", {}, ("currency", "3000000000", None, None, "EUR", "exact")),
    ("£40m", {}, ("currency", "40000000", None, None, "GBP", "exact")),
    ("1.200.000", {"language": "de"}, ("integer", "1200000", None, None, None, "exact")),
    ("1 200 000", {"language": "fr"}, ("integer", "1200000", None, None, None, "exact")),
    (f"1{NNBSP}200{NNBSP}000", {"language": "fr"}, ("integer", "1200000", None, None, None, "exact")),
    ("12,34,567", {"language": "en-IN"}, ("integer", "1234567", None, None, None, "exact")),
    ("٣٤٠", {}, ("integer", "340", None, None, None, "exact")),
    ("३४०", {}, ("integer", "340", None, None, None, "exact")),
    ("5–7", {}, ("range", "5", "7", None, None, "exact")),
    ("5 to 7 million", {}, ("range", "5000000", "7000000", None, None, "exact")),
    (">90%", {}, ("percent", "90", None, None, None, "more than")),
    ("At least 12", {}, ("integer", "12", None, None, None, "at least")),
    ("~300", {}, ("integer", "300", None, None, None, "about")),
    ("No. 2", {}, ("rank", "2", None, None, None, "exact")),
    ("2nd", {}, ("rank", "2", None, None, None, "exact")),
    ("3-1", {}, ("score", "3", "1", None, None, "exact")),
    ("3-5", {}, ("range", "3", "5", None, None, "exact")),
    ("2030", {}, ("date", None, None, None, None, "exact")),
    ("July 4", {}, ("date", None, None, None, None, "exact")),
    ("10x", {}, ("multiple", "10", None, None, None, "exact")),
    ("4:32", {}, ("duration", "272", None, None, "s", "exact")),
    ("−40°C", {}, ("measure", "-40", None, None, None, "exact")),
    ("∞", {}, ("none", None, None, None, None, "exact")),
    ("", {}, ("none", None, None, None, None, "exact")),
    # Beside the table: what newsrooms print besides.
    ("$5–7m", {"default_currency": "CAD"}, ("range", "5000000", "7000000", None, "CAD", "exact")),
    ("900 to 1 million", {}, ("range", "900", "1000000", None, None, "exact")),
    ("3 Mrd. €", {"language": "de"}, ("currency", "3000000000", None, None, "EUR", "exact")),
    ("3 million EUR", {}, ("currency", "3000000", None, None, "EUR", "exact")),
    ("17 000 €", {"language": "fr"}, ("currency", "17000", None, None, "EUR", "exact")),
    ("-£5bn", {}, ("currency", "-5000000000", None, None, "GBP", "exact")),
    ("1½ million", {}, ("fraction", "3000000", None, "2", None, "exact")),
    ("100+", {}, ("integer", "100", None, None, None, "at least")),
    ("1:02:03", {}, ("duration", "3723", None, None, "s", "exact")),
    ("0.125", {}, ("decimal", "0.125", None, None, None, "exact")),
    ("rund 300", {"language": "de"}, ("integer", "300", None, None, None, "about")),
    ("3 crore", {"language": "en-IN"}, ("integer", "30000000", None, None, None, "exact")),
    ("12345678901234567890.01", {}, ("decimal", "12345678901234567890.01", None, None, None, "exact")),
    ("1.20", {}, ("decimal", "1.20", None, None, None, "exact")),
]

REFUSED = [
    ("1.200", {}, "ambiguous_separator"),
    ("1,5", {}, "ambiguous_separator"),
    ("1,200", {"language": "de"}, "ambiguous_separator"),
    ("1,2345", {}, "ambiguous_separator"),
    ("1,23,4", {}, "grouping"),
    ("1e6", {}, "unreadable"),
    ("NaN", {}, "unreadable"),
    ("三百", {}, "unreadable"),
    ("2st", {}, "unreadable"),
    ("40m", {}, "million_or_metres"),
    ("7 to 5", {}, "high_below_low"),
    ("February 30", {}, "no_such_day"),
    ("1٣", {}, "mixed_scripts"),
    ("1 in 0", {}, "ratio"),
    ("4:75", {}, "clock"),
    ("9" * 41, {}, "too_long"),
]


def fields(number: Number) -> tuple[Any, ...]:
    code = number.unit.code if number.unit else None
    return (number.kind, number.value, number.value_high, number.denominator, code, number.qualifier)


@pytest.mark.parametrize(("printed", "place", "expected"), TABLE)
def test_table(printed: str, place: dict[str, str], expected: tuple[Any, ...]) -> None:
    number = parse(printed, **place)

    assert fields(number) == expected
    assert number.display == printed
    assert not any(warning.blocking for warning in number.warnings)


@pytest.mark.parametrize(("printed", "place", "code"), REFUSED)
def test_refused_and_ambiguous_forms_have_no_value(printed: str, place: dict[str, str], code: str) -> None:
    number = parse(printed, **place)

    assert (number.kind, number.value) == ("none", None)
    assert [(w.code, w.blocking) for w in number.warnings] == [(code, True)]


@pytest.mark.parametrize("default", [None, "EUR", "ZZZ"])
def test_bare_dollar_asks_which(default: str | None) -> None:
    number = parse("$1.2 trillion", default_currency=default)

    assert (number.kind, number.value) == ("currency", "1200000000000")
    assert number.unit is not None
    assert (number.unit.code, number.unit.label) == (None, "$")
    assert [(w.code, w.blocking) for w in number.warnings] == [("which_currency", True)]


@pytest.mark.parametrize("printed", ["3-1", "3-5", "3-3"])
def test_hyphen_is_noted_without_blocking(printed: str) -> None:
    assert [(w.code, w.blocking) for w in parse(printed).warnings] == [("range_or_score", False)]


@pytest.mark.parametrize(
    ("printed", "as_of", "precision"),
    [
        ("2030", "2030", "year"),
        ("July 4", "--07-04", "day"),
        ("4 July 2026", "2026-07-04", "day"),
        ("July 2026", "2026-07", "month"),
        ("Q3 2026", "2026-Q3", "quarter"),
    ],
)
def test_dates_have_a_precision(printed: str, as_of: str, precision: str) -> None:
    number = parse(printed)

    assert number.kind == "date"
    assert (str(number.as_of), number.precision) == (as_of, precision)


def test_units_are_kept_as_printed() -> None:
    labels = {text: parse(text).unit for text in ("43,000 deaths", "4.5 pp", "−40 °C", "1 in 3 people")}

    assert {text: unit.label for text, unit in labels.items() if unit} == {
        "43,000 deaths": "deaths",
        "4.5 pp": "percentage points",
        "−40 °C": "°C",
        "1 in 3 people": "people",
    }


def test_of_a_pasted_line_the_leading_token_is_the_number() -> None:
    number = parse("4:32: a record for the mile")

    assert (number.kind, number.value) == ("duration", "272")
    assert [(w.code, w.blocking) for w in number.warnings] == [("text_after_colon", False)]


def test_separators_of_another_language_are_noted() -> None:
    number = parse("1.200.000,50", language="en")

    assert number.value == "1200000.50"
    assert [(w.code, w.blocking) for w in number.warnings] == [("other_separators", False)]


# Text made of what numbers are made of finds more than any text does.
number_like = st.text(alphabet="0123456789.,' -–−$€%½⅔٣٤:/xmkbn∞inTto+<~№" + NNBSP, max_size=MAX_DISPLAY)


@given(
    st.one_of(st.text(), number_like),
    st.one_of(st.sampled_from(["en", "de", "fr", "en-IN", "ar", "zh-Hant-TW", ""]), st.text(max_size=8)),
    st.one_of(st.none(), st.sampled_from(["USD", "EUR"]), st.text(max_size=3)),
)
@example("1/0", "en", None)
@example("\x00", "-", "")
@example("9" * 5000, "en", None)
def test_parsing_never_raises(text: str, language: str, currency: str | None) -> None:
    number = parse(text, language=language, default_currency=currency)

    for value in (number.value, number.value_high, number.denominator):
        assert value is None or format(Decimal(value), "f") == value
    if number.kind == "none":
        assert number.value is None


@given(st.one_of(st.text(), number_like))
def test_display_survives(text: str) -> None:
    number = parse(text)

    verbatim = unicodedata.normalize("NFC", text).strip()
    assert verbatim.startswith(number.display)
    assert not verbatim.removeprefix(number.display).strip(f":： {NNBSP}\N{NO-BREAK SPACE}")
    assert parse(number.display).display == number.display


@given(st.from_regex(r"-?[1-9][0-9]{4,24}(\.[0-9]{1,10})?", fullmatch=True))
@example("0.1")
@example("-1234567890123456789012345.678901")
@example("12345678901234567890.01")
def test_value_is_exact_and_round_trips(printed: str) -> None:
    number = parse(printed)

    assert number.value == printed
    assert parse(number.value) == number


@given(st.integers(min_value=-(10**24), max_value=10**24), st.sampled_from(TEN_LOCALES))
def test_grouped_numbers_parse_back_in_ten_locales(value: int, locale: str) -> None:
    printed = format_decimal(value, locale=locale, numbering_system="default")
    number = parse(printed, language=locale)

    if number.kind == "date":
        assert printed == str(value)
    else:
        assert (number.kind, number.value) == ("integer", str(value))


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=1, max_value=9),
    st.sampled_from(TEN_LOCALES),
)
def test_grouped_decimals_parse_back_in_ten_locales(whole: int, tenth: int, locale: str) -> None:
    value = Decimal(f"{whole}.{tenth}")
    printed = format_decimal(value, locale=locale, numbering_system="default")

    number = parse(printed, language=locale)

    assert (number.kind, number.value) == ("decimal", str(value))


def test_parser_imports_without_django() -> None:
    code = (
        "import sys; from news.numbers import parse; assert parse('43,000').value == '43000'; "
        "print([m for m in ('django', 'wagtail', 'modelcluster') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == "[]"
