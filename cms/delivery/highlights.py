"""Where the words of a question stand in a text: HTML that is safe to print, with the places marked."""

import re
from functools import lru_cache
from html import escape
from itertools import pairwise

from .search import Words, folded

# Longer texts are read up to here: a list of a hundred must not cost more than a moment.
_READ = 20_000
_BEFORE, _SHOWN = 60, 240  # characters


def marked(text: str, words: Words) -> str:
    """Return a text as HTML, what was looked for in `<mark>`."""
    return _html(text, _places(text, words))


def excerpt(text: str, words: Words) -> str:
    """Return the part of a text around the first place, or its beginning, marked in the same way."""
    text = text[:_READ]
    places = _places(text, words)
    start = min(_word_start(text, places[0][0] - _BEFORE), places[0][0]) if places else 0
    end = _word_end(text, max(start + _SHOWN, places[0][1] if places else 0))
    inside = [(a - start, min(b, end) - start) for a, b in places if a < end]
    return f"{'… ' if start else ''}{_html(text[start:end], inside)}{' …' if end < len(text) else ''}"


def _places(text: str, words: Words) -> list[tuple[int, int]]:
    return [match.span() for match in _pattern(words).finditer(folded(text))]


@lru_cache(64)
def _pattern(words: Words) -> re.Pattern[str]:
    """Return what finds any of the phrases as whole words, whatever signs are between; the longest first."""
    phrases = sorted(set(words.phrases), key=len, reverse=True)
    found = "|".join(r"[\W_]+".join(map(re.escape, phrase)) for phrase in phrases)
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])")


def _html(text: str, places: list[tuple[int, int]]) -> str:
    edges = [0, *(edge for place in places for edge in place), len(text)]
    parts = (escape(text[a:b]) for a, b in pairwise(edges))
    return "".join(f"<mark>{part}</mark>" if n % 2 else part for n, part in enumerate(parts))


def _word_start(text: str, at: int) -> int:
    """Return where the first whole word at or after a place begins."""
    return text.find(" ", at) + 1 if at > 0 else 0


def _word_end(text: str, at: int) -> int:
    """Return where the last whole word before a place ends."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return space if space > 0 else at
