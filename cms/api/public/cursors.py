"""Cursors: places in a list that stay where they are while stories come and go.

A cursor names the order, the direction, and the document beside which its span begins. It is opaque to
clients, and holds nothing that the list itself does not show.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from cms.api.parameters import BadParameter
from cms.core.json import canonical
from cms.delivery.lists import Place

START = "*"  # asks for the first span
Way = Literal["next", "previous"]
_TIMES = ("first_published_at", "last_published_at")


@dataclass(frozen=True)
class Cursor:
    """The span after, or before, a place in an order."""

    order: str
    way: Way
    place: Place


def written(cursor: Cursor) -> str:
    """Return the text of a cursor."""
    value = cursor.place.value
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat()
    parts = [cursor.order, cursor.way, value, cursor.place.page_id]
    return urlsafe_b64encode(canonical(parts)).decode().rstrip("=")


def read(text: str, *, order: str) -> Cursor | None:
    """Return the cursor of a text, None for the start; raise BadParameter for what `written` never gave."""
    if text == START:
        return None
    try:
        cursor = _parsed(text)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadParameter("cursor", "This cursor is none of this API's; begin with cursor=*") from None
    if cursor.order != order:
        raise BadParameter("cursor", f"This cursor goes with order={cursor.order}")
    return cursor


def _parsed(text: str) -> Cursor:
    order, way, value, page_id = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if way not in {"next", "previous"} or not isinstance(order, str) or not 0 < _whole(page_id) < 2**63:
        raise ValueError("not a cursor")
    return Cursor(order, way, Place(_value(order.removeprefix("-"), value), page_id))


def _value(column: str, value: Any) -> Any:
    if column == "id":
        return _whole(value)
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("not a value of this order")
    if column not in _TIMES:
        return value
    moment = datetime.fromisoformat(value)
    if moment.utcoffset() is None:
        raise ValueError("not a moment")
    return moment


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value
