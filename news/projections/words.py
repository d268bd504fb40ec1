"""The words under which readers find a page: taken from its finished public body, so nothing else gets in."""

import unicodedata
from collections.abc import Iterable

from cms.delivery.registry import Searchable
from news.blocks.rich_text import plain_text
from news.schemas.base import Contract, words_of
from news.schemas.heads import PageHead
from news.schemas.texts import Html


def words_of_page(page: PageHead, parts: Iterable[Contract | str | None]) -> Searchable:
    """Return headline and standfirst, and the words of the parts in their order, as one line each.

    Letters are composed as in the words that are looked for (NFC).
    """
    texts = [page.standfirst or "", *(text for part in parts for text in words_of(part))]
    line = " ".join(" ".join(_read(text) for text in texts).split())
    return Searchable(unicodedata.normalize("NFC", page.title), unicodedata.normalize("NFC", line))


def _read(text: str) -> str:
    return plain_text(text) if isinstance(text, Html) else text
