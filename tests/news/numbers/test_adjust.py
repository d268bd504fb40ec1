"""The editor's own entries: they win, and they are held against what is printed."""

from typing import Any

import pytest

from news.numbers import Entries, Number, Unit, adjusted, parse, problems


def found(printed: str, **entries: Any) -> list[tuple[str, str]]:
    return [(p.field, p.message) for p in problems(parse(printed), Entries(**entries))]


def fields_of(printed: str, **entries: Any) -> list[str]:
    return [field for field, _message in found(printed, **entries)]


def meant(printed: str, **entries: Any) -> Number:
    return adjusted(parse(printed), Entries(**entries))


def test_contradiction_names_both_readings() -> None:
    assert found("US$1.2 trillion", value="1200000000") == [
        (
            "value",
            "“US$1.2 trillion” reads as US$1,200,000,000,000, but the entries under “Adjust” as "
            "US$1,200,000,000. Change one of them.",
        )
    ]


@pytest.mark.parametrize(
    ("printed", "entries", "field"),
    [
        ("£40m", {"unit_code": "USD"}, "unit_code"),
        ("1 in 3", {"denominator": "4"}, "denominator"),
        ("5–7", {"value_high": "8"}, "value_high"),
        ("43,000", {"kind": "currency", "value": "44000"}, "value"),
        ("43,000", {"value": "43.000,5"}, "value"),
        ("43,000", {"unit_code": "dollars"}, "unit_code"),
        ("43,000", {"as_of": "July"}, "as_of"),
        ("43,000", {"as_of": "2026-02-30"}, "as_of"),
        ("1 in 3", {"denominator": "0"}, "denominator"),
        ("2030", {"kind": "integer"}, "value"),
        ("3", {"kind": "range", "value": "3"}, "value_high"),
        ("3-1", {"kind": "range"}, "value_high"),
    ],
)
def test_entries_are_refused_at_their_field(printed: str, entries: dict[str, str], field: str) -> None:
    assert fields_of(printed, **entries) == [field]


@pytest.mark.parametrize("printed", ["1.200", "NaN", "$1"])
def test_open_question_stops_at_the_display_until_confirmed(printed: str) -> None:
    assert fields_of(printed) == ["display"]
    assert fields_of(printed, confirmed=True) == []


@pytest.mark.parametrize(
    ("printed", "entries"),
    [
        ("1.200", {"value": "1200"}),
        ("NaN", {"kind": "none"}),
        ("$1", {"unit_code": "CAD"}),
        ("1.20", {"value": "1.2"}),
        ("2030", {"kind": "integer", "value": "2030"}),
        ("4:32", {"kind": "none"}),
    ],
)
def test_an_entry_answers_a_question(printed: str, entries: dict[str, str]) -> None:
    assert fields_of(printed, **entries) == []


def test_confirmation_does_not_excuse_a_contradiction() -> None:
    assert fields_of("£40m", value="4", confirmed=True) == ["value"]


def test_entries_win() -> None:
    number = meant("1.200", value="1200", unit_label="deaths", qualifier="about", as_of="2022")

    assert (number.kind, number.value, number.unit) == ("integer", "1200", Unit(None, "deaths"))
    assert (number.qualifier, str(number.as_of)) == ("about", "2022")
    assert number.display == "1.200"


def test_unit_keeps_its_code_beside_a_noun() -> None:
    assert meant("US$3bn", unit_label="debt").unit == Unit("USD", "debt")
    assert meant("$3bn", unit_code="CAD").unit == Unit("CAD", "$")


def test_currency_makes_money_of_a_count() -> None:
    number = meant("3 billion", unit_code="CHF", unit_label="Swiss francs")

    assert (number.kind, number.value, number.unit) == ("currency", "3000000000", Unit("CHF", "Swiss francs"))


def test_another_kind_drops_values_that_meant_something_else() -> None:
    assert meant("4:32", kind="score").value is None
    assert (meant("3-1", kind="range").value, meant("3-1", kind="range").value_high) == ("3", "1")
    assert meant("43,000", kind="none").value is None


def test_bad_entries_are_left_out_of_the_reading() -> None:
    number = meant("43,000", value="many", unit_code="dollars", as_of="soon")

    assert (number.value, number.unit, number.as_of) == ("43000", None, None)
