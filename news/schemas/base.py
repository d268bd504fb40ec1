"""The base of every model of the contract, and the elements that its HTML may contain."""

from collections.abc import Iterator
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

# Rich text of the contract: these elements, `href` on links, nothing else.
TEXT_ELEMENTS = frozenset({"p", "br", "b", "i", "a", "ul", "ol", "li"})
CAPTION_ELEMENTS = frozenset({"i", "a"})
LINK_SCHEMES = frozenset({"http", "https", "mailto"})

Words: TypeAlias = Iterator[str]


class Contract(BaseModel):
    """Immutable, without undeclared keys; every key is always present in the output."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def words(self) -> Words:
        """Return what a search finds this part by: plain texts and `Html`; nothing unless a part says so."""
        return iter(())


def words_of(part: Contract | str | None) -> Words:
    """Return the same of a part that may be missing, or be a text itself."""
    if isinstance(part, str):
        yield part
    elif part is not None:
        yield from part.words()
