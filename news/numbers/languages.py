"""What CLDR (through Babel) knows of a language: separators, grouping, scale words, months."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol


@dataclass(frozen=True)
class Separators:
    """How a language writes numbers in Latin digits; `indian` groups by two after the first three."""

    decimal: str
    group: str
    indian: bool


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag, or of its longest known beginning; English if there is none."""
    parts = language.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(maxsize=64)
def separators(language: str) -> Separators:
    """Return the separators of a language."""
    locale = locale_of(language)
    group = get_group_symbol(locale, numbering_system="latn").replace("’", "'")
    return Separators(
        decimal=get_decimal_symbol(locale, numbering_system="latn"),
        group=" " if group.isspace() else group,
        indian=locale.decimal_formats[None].grouping == (3, 2),
    )


@lru_cache(maxsize=64)
def scale_words(language: str) -> dict[str, int]:
    """Return the powers of ten of a language's scale words, long and short, as CLDR prints them."""
    words: dict[str, int] = {}
    for width in ("short", "long"):
        for by_size in dict(locale_of(language).compact_decimal_formats.get(width, {})).values():
            for size, pattern in by_size.items():
                _add_scale(words, size, pattern.pattern)
    return words


def _add_scale(words: dict[str, int], size: str, pattern: str) -> None:
    # CLDR writes "00 thousand" beside 10000: the zeros stand for digits, quoted dots for themselves.
    word = pattern.replace("0", "").replace("'", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    if word and "0" in pattern:
        words.setdefault(word, len(size) - pattern.count("0"))


@lru_cache(maxsize=64)
def months(language: str) -> dict[str, int]:
    """Return numbers of a language's months by their names, whole and short, in lower case without dots."""
    found: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names: dict[int, Any] = locale_of(language).months[use][width]
            found |= {name.casefold().rstrip("."): number for number, name in names.items()}
    return found
