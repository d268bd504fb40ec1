"""The shapes a demo story is written in; no page, no database and no file is known here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Source:
    """Say where a figure comes from."""

    name: str
    url: str = ""
    retrieved: date | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Name a file of `pictures/` and the words that travel with it; the caption may hold <i> and <a>."""

    filename: str
    title: str
    alt: str
    caption: str
    credit: str
    creator: str
    taken: date


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Hold rich text: one or more <p>, with <b>, <i>, <a>, <ul> and <ol> inside.

    A link to another demo story is written ``<a story="its-slug">``; the loader resolves it.
    """

    html: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Divide a brief."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Hold somebody's own words, without quotation marks."""

    text: str
    speaker: str = ""
    role: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberItem:
    """Hold one figure of a numbers list; the display has no colon and may be empty.

    The rest of its meaning is given only where the display alone does not tell it.
    """

    display: str
    kicker: str
    topics: tuple[str, ...] = ()
    unit: str = ""
    kind: str = ""
    currency: str = ""
    qualifier: str = ""
    as_of: str = ""
    html: str
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class WatchItem:
    """Hold one thing to watch; why it matters is plain text."""

    heading: str
    topics: tuple[str, ...] = ()
    html: str
    why_it_matters: str = ""
    watch_date: str = ""
    watch_until: str = ""


@dataclass(frozen=True, kw_only=True)
class Story:
    """Hold one story; ``at`` is in UTC: its publication, or the last work on it while unpublished."""

    format: Literal["brief", "numbers", "watch"]
    slug: str
    headline: str
    standfirst: str = ""
    topics: tuple[str, ...]
    at: datetime
    state: Literal["live", "draft", "desk", "sign-off"] = "live"
    picture: Picture | None
    authors: tuple[str, ...]
    content: tuple[Paragraph | Heading | Quote | NumberItem | WatchItem, ...]
    related: tuple[str, ...] = ()
