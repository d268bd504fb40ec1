"""The line under a number: how it reads."""

import pytest

from news.numbers import parse, reading


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("43,000 deaths", "43,000 deaths"),
        ("−4.5%", "−4.5%"),
        ("4.5 pp", "4.5 percentage points"),
        ("$1.2 trillion", "US$1,200,000,000,000"),
        ("C$3", "CA$3"),
        ("-£5bn", "−£5,000,000,000"),
        ("CHF 3m", "CHF 3,000,000"),
        ("At least €12", "at least €12"),
        ("1 in 3", "1 in 3"),
        ("1½", "3/2"),
        ("5 to 7 million", "5,000,000 to 7,000,000"),
        ("$5–7m", "US$5,000,000 to 7,000,000"),
        ("3-1", "3 to 1, a score"),
        ("2nd", "number 2 in a ranking"),
        ("10x", "10 times"),
        ("4:32", "272 s"),
        ("−40°C", "−40 °C"),
        ("2030", "the year 2030"),
        ("July 4", "July 4"),
        ("July 4, 2026", "July 4, 2026"),
        ("July 2026", "July 2026"),
        ("Q3 2026", "Q3 2026"),
        ("NaN", "has no value"),
        ("12345678901234567890.01", "12,345,678,901,234,567,890.01"),
    ],
)
def test_reading(printed: str, text: str) -> None:
    assert reading(parse(printed, default_currency="USD")) == text


def test_dollars_of_no_country_keep_their_sign() -> None:
    assert reading(parse("-$5")) == "−$5"
    assert reading(parse("$5–7m")) == "$5,000,000 to 7,000,000"
