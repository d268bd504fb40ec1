"""Scale words: thousand, million, bn, crore, Mrd., each as a power of ten."""

from .languages import scale_words
from .values import Place, Refused
from .words import words_of


def take_scale(text: str, place: Place, *, is_money: bool) -> tuple[int, str]:
    """Return the power of ten that `text` begins with (0 for none) and what is left after it.

    `text` is what follows the digits, its space included. Raises Refused for "40m", which may be metres.
    """
    tail = text.lstrip()
    words = words_of(place.language)
    if not is_money and text.startswith("m") and _ends_word(text, 1) and "m" in words.money_scales:
        raise Refused("million_or_metres", "Write “million”, or leave a space before “m” for metres.")
    extra = words.scales | (words.money_scales if is_money else {})
    for word, power in _longest_first(scale_words(place.language) | extra):
        if _begins(tail, word) and _ends_word(tail, len(word)):
            return power, tail[len(word) :]
    return 0, text


def _longest_first(words: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(words.items(), key=lambda item: -len(item[0]))


def _begins(text: str, word: str) -> bool:
    # One letter must match exactly: "M" is million, "m" metres.
    head = text[: len(word)]
    return head == word or (len(word) > 1 and head.casefold() == word.casefold())


def _ends_word(text: str, length: int) -> bool:
    return not text[length : length + 1].isalnum()
