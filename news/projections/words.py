"""The words under which readers find a page: taken from its finished public body, so nothing else gets in."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from cms.delivery.registry import Searchable
from news.blocks.rich_text import plain_text
from news.schemas import pages
from news.schemas.blocks import Heading, NumberItem, Quote, WatchItem
from news.schemas.images import Figure
from news.schemas.numbers import Number

AnyStory = pages.BriefPage | pages.NumbersListPage | pages.WatchListPage


def words_of_story(body: AnyStory) -> Searchable:
    """Return headline, standfirst, captions, and the texts of the body or the items."""
    members = body.body if isinstance(body, pages.BriefPage) else body.items
    texts = (text for value in [body.hero, *(m.value for m in members)] for text in _texts(value))
    return _searchable(body.title, [body.standfirst or "", *texts])


def words_of_section(body: pages.SectionPage) -> Searchable:
    """Return title, introduction and caption."""
    return _searchable(body.title, [body.standfirst or "", *_texts(getattr(body, "hero", None))])


def _searchable(headline: str, texts: Iterable[str]) -> Searchable:
    """Return one line of each, with letters composed as in the words that are looked for."""
    line = " ".join(" ".join(texts).split())
    return Searchable(unicodedata.normalize("NFC", headline), unicodedata.normalize("NFC", line))


@singledispatch
def _texts(_value: Any) -> Iterator[str]:
    """Return the plain texts of a part of the body, as they are read; an unknown part has none."""
    return iter(())


@_texts.register
def _(value: str) -> Iterator[str]:
    yield plain_text(value)


@_texts.register
def _(value: Heading) -> Iterator[str]:
    yield value.text


@_texts.register
def _(value: Quote) -> Iterator[str]:
    yield from (value.text, value.speaker, value.role, value.source)


@_texts.register
def _(value: Figure) -> Iterator[str]:
    yield plain_text(value.caption)


@_texts.register
def _(value: Number) -> Iterator[str]:
    yield value.display


@_texts.register
def _(value: NumberItem) -> Iterator[str]:
    yield from _texts(value.number)
    yield from (value.kicker, plain_text(value.text))
    yield from _texts(value.figure)


@_texts.register
def _(value: WatchItem) -> Iterator[str]:
    yield from (value.heading, plain_text(value.text), value.why_it_matters)
    yield from _texts(value.figure)
