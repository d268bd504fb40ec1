"""What a number claims of itself: exact, about, at least, up to, more than, less than, nearly."""

from news.schemas.numbers import Qualifier

from .words import words_of

_SIGNS: dict[str, Qualifier] = {
    ">=": "at least",
    "<=": "up to",
    "≥": "at least",
    "≤": "up to",
    ">": "more than",
    "<": "less than",
    "~": "about",
    "≈": "about",
    "∼": "about",
    "±": "about",
}


def take_qualifier(text: str, language: str) -> tuple[Qualifier, str]:
    """Return the qualifier of `text` and the rest without it."""
    words = words_of(language)
    for sign, qualifier in _SIGNS.items():
        if text.startswith(sign):
            return qualifier, text.removeprefix(sign).lstrip()
    low = text.lower()
    for qualifier, phrases in words.qualifiers.items():
        for phrase in phrases:
            if low.startswith(f"{phrase} "):
                return qualifier, text[len(phrase) :].lstrip()
    return _take_suffix(text, ("+", *words.or_more), words.or_less)


def _take_suffix(text: str, more: tuple[str, ...], less: tuple[str, ...]) -> tuple[Qualifier, str]:
    claims: tuple[tuple[Qualifier, tuple[str, ...]], ...] = (("at least", more), ("up to", less))
    for qualifier, endings in claims:
        for ending in endings:
            if len(text) > len(ending) and text.lower().endswith(ending):
                return qualifier, text[: -len(ending)].rstrip()
    return "exact", text
