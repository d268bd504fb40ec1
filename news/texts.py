"""What text of a story may consist of, and how pasted text becomes items: plain text in, plain data out."""

import re
import unicodedata
from dataclasses import dataclass

from news.numbers import parse
from news.numbers.lines import split_line

# Line and paragraph separators, and controls other than tab and line ends: nobody sees them.
_UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]+")
_FURNITURE = frozenset({"read more", "show less", "show more", "hide", "read less"})
MAX_HEADING = 80
_ENDS_SENTENCE = (".", "!", "?", "…", ":", ";", ",", "。")


class NullCharacter(ValueError):  # noqa: N818
    """A text holds NUL, which no database and no reader takes."""

    def __init__(self) -> None:
        super().__init__("The text holds a NUL character. Delete it, or paste the text as plain text.")


def tidy(text: str) -> str:
    """Return `text` in NFC, each run of separators and controls as one space; raise NullCharacter for NUL."""
    if "\x00" in text:
        raise NullCharacter
    return unicodedata.normalize("NFC", _UNSEEN.sub(" ", text))


@dataclass(frozen=True)
class PastedItem:
    """An item read from pasted text: what leads it (a number, or a heading), and its paragraphs."""

    lead: str
    paragraphs: tuple[str, ...]


def pasted_numbers(text: str) -> list[PastedItem]:
    """Return items of lines such as “124: text”; a line without a number continues the item before it."""
    items: list[PastedItem] = []
    for line in _lines(text):
        number, rest = split_line(line)
        if number and parse(number).kind != "none":
            items.append(PastedItem(number, (rest,) if rest else ()))
        else:
            items = _continued(items, line)
    return items


def pasted_watch_items(text: str) -> list[PastedItem]:
    """Return items of short lines without a sentence's end, each with the paragraphs under it."""
    items: list[PastedItem] = []
    for line in _lines(text):
        if len(line) <= MAX_HEADING and not line.endswith(_ENDS_SENTENCE):
            items.append(PastedItem(line, ()))
        else:
            items = _continued(items, line)
    return items


def _lines(text: str) -> list[str]:
    lines = (tidy(line).strip() for line in re.split(r"[\r\n\u2028\u2029]+", text))
    return [line for line in lines if line and line.casefold() not in _FURNITURE]


def _continued(items: list[PastedItem], line: str) -> list[PastedItem]:
    *before, last = items or [PastedItem("", ())]
    return [*before, PastedItem(last.lead, (*last.paragraphs, line))]
