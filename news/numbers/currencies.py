"""Money: which currency a sign or a code means, and when a sign alone does not tell."""

import re

from babel.numbers import get_currency_symbol, list_currencies

from .values import NumberWarning, Place, Unit

# A sign names the currencies that print it at home; where there are several, it asks.
_SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",), "CA$": ("CAD",), "C$": ("CAD",), "AU$": ("AUD",), "A$": ("AUD",), "NZ$": ("NZD",),
    "HK$": ("HKD",), "NT$": ("TWD",), "MX$": ("MXN",), "R$": ("BRL",), "S$": ("SGD",),
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "JMD", "BBD"),
    "€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY"), "₹": ("INR",), "₽": ("RUB",), "₺": ("TRY",),
    "₴": ("UAH",), "₪": ("ILS",), "₦": ("NGN",), "₩": ("KRW", "KPW"), "₫": ("VND",), "฿": ("THB",),
    "₱": ("PHP",), "₸": ("KZT",), "₾": ("GEL",), "zł": ("PLN",), "kr": ("SEK", "NOK", "DKK", "ISK"),
    "euros": ("EUR",), "euro": ("EUR",), "yen": ("JPY",),
}  # fmt: skip
_SIGNS |= dict.fromkeys(("dollars", "dollar"), _SIGNS["$"])
_LONGEST_FIRST = sorted(_SIGNS, key=len, reverse=True)
_CODES = frozenset(list_currencies())
_PREFIX_CODE = re.compile(r"([A-Z]{3}) ?(?=\d)")

Found = tuple[Unit, tuple[NumberWarning, ...]]


def take_prefix(text: str, place: Place) -> tuple[Found | None, str]:
    """Return the money that `text` begins with, or None, and what is left."""
    code = _PREFIX_CODE.match(text)
    if code and code[1] in _CODES:
        return (Unit(code[1], code[1]), ()), text[code.end() :]
    for sign in _LONGEST_FIRST:
        if text.startswith(sign):
            return _of_sign(sign, place), text[len(sign) :].lstrip()
    return None, text


def read_suffix(text: str, place: Place) -> Found | None:
    """Return the money that the whole of `text` names, or None."""
    if text in _CODES:
        return Unit(text, text), ()
    sign = text if text in _SIGNS else text.casefold()
    return _of_sign(sign, place) if sign in _SIGNS else None


def symbol(code: str) -> str:
    """Return the sign of a currency (ISO 4217) that no other has, such as US$; its code where it has none."""
    # International English never shortens US$ to $.
    sign = get_currency_symbol(code, locale="en_001") if code in _CODES else code
    return f"{sign} " if sign.isalpha() else sign


def is_currency(code: str) -> bool:
    """Whether `code` is ISO 4217, past currencies included."""
    return code in _CODES


def is_sign(text: str) -> bool:
    """Whether `text` is a sign of money, of one currency or of several."""
    return text in _SIGNS


def _of_sign(sign: str, place: Place) -> Found:
    codes = _SIGNS[sign]
    if len(codes) == 1:
        return Unit(codes[0], sign), ()
    if place.default_currency in codes:
        return Unit(place.default_currency, sign), ()
    return Unit(None, sign), (_which(sign, codes),)


def _which(sign: str, codes: tuple[str, ...]) -> NumberWarning:
    some = ", ".join(codes[:3])
    message = (
        f"Which “{sign}” is meant? Print it with the country, or give the code ({some} …) under “Adjust”."
    )
    return NumberWarning("which_currency", message, blocking=True)
