"""Marks around what was looked for, in HTML that is safe to print."""

import pytest

from cms.delivery.highlights import excerpt, marked
from cms.delivery.search import Words


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Grain, grain; engrained", "grain", "<mark>Grain</mark>, <mark>grain</mark>; engrained"),
        ("São Tomé votes", "sao TOMÉ", "<mark>São</mark> <mark>Tomé</mark> votes"),
        ("The grain—deal holds", '"grain deal"', "The <mark>grain—deal</mark> holds"),
        ("A deal on grain", '"grain deal"', "A deal on grain"),
        ("<b>R&D</b>", "d", "&lt;b&gt;R&amp;<mark>D</mark>&lt;/b&gt;"),
        ("<mark>R</mark>", "mark", "&lt;<mark>mark</mark>&gt;R&lt;/<mark>mark</mark>&gt;"),
        ("İstanbul İ", "i", "İstanbul <mark>İ</mark>"),
        ("", "grain", ""),
    ],
)
def test_whole_words_are_marked_and_the_rest_is_escaped(text: str, asked: str, expected: str) -> None:
    assert marked(text, Words.read(asked)) == expected


def test_an_excerpt_is_cut_at_words_around_the_first_place() -> None:
    text = f"{'before ' * 50}grain {'after ' * 100}"

    shown = excerpt(text, Words.read("grain"))

    assert shown.startswith("… before before")
    assert shown.endswith(" after …")
    assert shown.count("<mark>grain</mark>") == 1
    assert len(shown) < 300


def test_without_a_place_an_excerpt_is_the_beginning() -> None:
    assert excerpt("short text", Words.read("grain")) == "short text"
    assert excerpt("word " * 100, Words.read("grain")) == f"{'word ' * 47}word …"


@pytest.mark.parametrize(
    "text", ["a" * 5000, "a" * 500 + " grain " + "b" * 500, "grain" * 500, "\u0301" * 300]
)
def test_texts_without_spaces_do_not_break_it(text: str) -> None:
    shown = excerpt(text, Words.read("grain"))

    assert shown.count("<mark>") == shown.count("</mark>") == int(" grain " in text)
