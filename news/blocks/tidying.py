"""Tidies every text inside a block's value, in place."""

from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from news.texts import NullCharacter, tidy


def tidied(value: Any) -> Any:
    """Return the value of a block with tidy texts; raise NullCharacter where one, or an id, holds NUL."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, RichText):
        return RichText(tidy(value.source))
    if isinstance(value, StructValue):
        value.update({name: tidied(child) for name, child in value.items()})
    elif isinstance(value, ListValue):
        _tidy_each(value.bound_blocks)
    elif isinstance(value, StreamValue):
        _tidy_each(value)
    return value


def _tidy_each(children: Any) -> None:
    for child in children:
        if "\x00" in (child.id or ""):
            raise NullCharacter
        child.value = tidied(child.value)
