"""Pasted lines: what stands before the colon, and what after it."""

import re
import unicodedata

_COLONS = ":："
# The first colon before a space ends the number; colons inside it, as in 4:32, do not.
_BOUNDARY = re.compile(rf"[{_COLONS}](?=\s)")


def normal_display(text: str) -> str:
    """Return NFC without surrounding space and trailing colons; idempotent, otherwise verbatim."""
    return (
        unicodedata.normalize("NFC", text)
        .strip()
        .rstrip(_COLONS + " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
    )


def split_line(line: str) -> tuple[str, str]:
    """Return number and text of a line such as “4:32: A record”; no number where there is no colon."""
    whole = unicodedata.normalize("NFC", line).strip()
    match = _BOUNDARY.search(whole)
    if match:
        return normal_display(whole[: match.start()]), whole[match.end() :].strip()
    return (normal_display(whole), "") if whole[-1:] and whole[-1] in _COLONS else ("", whole)


def leading_token(display: str) -> str:
    """Return part of a display that is the number: all of it, or what stands before the text of a line."""
    number, text = split_line(display)
    return number if text and number else display
