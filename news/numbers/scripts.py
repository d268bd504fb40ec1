"""Text as the parser reads it: digits of any script as ASCII, one kind of space, no invisible marks."""

import unicodedata

from .values import Refused

_SAME = str.maketrans({"٪": "%", "％": "%", "﹪": "%", "＄": "$", "’": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def plain(text: str) -> str:
    """Return `text` for reading only; raise Refused where digits of two scripts are mixed."""
    zeros = {ord(c) - unicodedata.decimal(c) for c in text if unicodedata.category(c) == "Nd"}
    if len(zeros) > 1:
        raise Refused("mixed_scripts", "The digits come from two scripts. Write them in one.")
    return "".join(map(_plain_character, text)).translate(_SAME).strip()


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    # Format characters, such as the direction marks around Arabic minus signs, print nothing.
    return "" if category == "Cf" else character
