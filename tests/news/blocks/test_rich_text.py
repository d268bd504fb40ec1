"""Readers get the contract's elements and nothing else."""

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

from news.blocks.rich_text import display_html, escaped, plain_text
from news.schemas.base import CAPTION_ELEMENTS
from news.schemas.heads import Teaser

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>A <b>b</b> <i>c</i></p>", "<p>A <b>b</b> <i>c</i></p>"),
        ('<p data-block-key="x1">A</p>', "<p>A</p>"),
        ("<p>A<script>alert(1)</script></p>", "<p>A</p>"),
        ('<p onclick="x" style="y" class="z">A</p>', "<p>A</p>"),
        ('<p><a href="javascript:x">A</a></p>', "<p>A</p>"),
        ('<p><a href="data:text/html,x">A</a></p>', "<p>A</p>"),
        (
            '<p><a href="https://a.example/?a=1&amp;b=2" target="_blank">A</a></p>',
            '<p><a href="https://a.example/?a=1&amp;b=2">A</a></p>',
        ),
        ('<p><a href="mailto:a@a.example">A</a></p>', '<p><a href="mailto:a@a.example">A</a></p>'),
        ("<h1>A</h1><img src=x onerror=y><iframe src=x></iframe>", "A"),
        ("<ul><li>A</li></ul><ol><li>B</li></ol>", "<ul><li>A</li></ul><ol><li>B</li></ol>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_only_the_contracts_elements_remain(db: None, source: str, expected: str) -> None:
    assert display_html(source) == expected


def test_captions_have_no_paragraphs(db: None) -> None:
    assert display_html("<p>A <i>b</i> <b>c</b></p>", CAPTION_ELEMENTS) == "A <i>b</i> c"


def test_plain_text_is_one_line() -> None:
    assert plain_text("<p>A &amp; <b>b</b></p><ul><li>c</li><li>d<br>e</li></ul>") == "A & b c d e"


def test_html_of_the_contract_is_made_here_and_nowhere_else() -> None:
    makers = {
        str(path.relative_to(ROOT))
        for room in ("cms", "home", "news")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Html" and node.args
    }

    assert makers == {"news/blocks/rich_text.py"}


def test_a_plain_text_is_no_html_of_the_contract() -> None:
    with pytest.raises(ValidationError, match="instance of Html"):
        Teaser(html="<script>", text="")  # type: ignore[arg-type]


def test_plain_text_is_escaped_into_a_paragraph() -> None:
    assert escaped("<b>a</b> & “b”") == "<p>&lt;b&gt;a&lt;/b&gt; &amp; “b”</p>"
    assert escaped(" ") == ""
