"""Tidy texts, and pasted text as items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts import NullCharacter, PastedItem, pasted_numbers, pasted_watch_items, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cafe\u0301", "Caf\u00e9"),
        ("one\u2028two\u2029three", "one two three"),
        ("bell\x07 and\x0b\x0c tab", "bell  and  tab"),
        ("tab\tand\nline\r\n", "tab\tand\nline\r\n"),
        ("−4.5% ½ 1\u202f200", "−4.5% ½ 1\u202f200"),
    ],
)
def test_texts_are_tidied(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_nul_is_refused_with_words() -> None:
    with pytest.raises(NullCharacter, match="Delete it, or paste the text as plain text"):
        tidy("a\x00b")


@given(st.text(st.characters(exclude_characters="\x00")))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_lines_with_numbers_become_items() -> None:
    text = (
        "124: Sirens woke Seoul.\nRead more\n\n43,000: People died.\nMost were children.\n4:32: A record.\n"
    )

    assert pasted_numbers(text) == [
        PastedItem("124", ("Sirens woke Seoul.",)),
        PastedItem("43,000", ("People died.", "Most were children.")),
        PastedItem("4:32", ("A record.",)),
    ]


def test_colon_after_words_is_no_number() -> None:
    assert pasted_numbers("Note: this is prose.") == [PastedItem("", ("Note: this is prose.",))]


def test_paragraphs_under_short_lines_become_watch_items() -> None:
    text = "A border deal\r\n\r\nIsrael and Lebanon talk.\r\nGas is at stake.\r\nShow less\r\n"
    text += "A shield\r\nSeoul looks up."

    assert pasted_watch_items(text) == [
        PastedItem("A border deal", ("Israel and Lebanon talk.", "Gas is at stake.")),
        PastedItem("A shield", ("Seoul looks up.",)),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "Read more\nShow less"])
def test_nothing_gives_no_items(text: str) -> None:
    assert pasted_numbers(text) == pasted_watch_items(text) == []
