"""Pasted lines."""

import pytest

from news.numbers import split_line


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("124: people took shelter", "124", "people took shelter"),
        ("4:32: a record: again", "4:32", "a record: again"),
        ("$1.2 trillion : debt", "$1.2 trillion", "debt"),
        ("124:", "124", ""),
        ("１２４：\N{IDEOGRAPHIC SPACE}人", "１２４", "人"),
        ("No number here", "", "No number here"),
        ("4:32", "", "4:32"),
        ("", "", ""),
    ],
)
def test_number_ends_at_the_first_colon_before_a_space(line: str, number: str, text: str) -> None:
    assert split_line(line) == (number, text)
