"""Which projection makes the public document of which page type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel
from wagtail.models import Page


@dataclass(frozen=True, kw_only=True)
class IndexEntry:
    """A key under which a document, or its item `item_id`, is found (see `models.IndexRow`)."""

    kind: str
    key: str
    sort: str = ""
    item_id: str = ""
    payload: Any = None  # JSON types; None for none


@dataclass(frozen=True)
class Searchable:
    """The words under which readers find a document: plain text, and only what its body shows them."""

    headline: str
    text: str


@dataclass(frozen=True)
class Projected:
    """What a projection gives: detail, card, keys under which lists find them, words for the search."""

    body: BaseModel
    card: BaseModel
    index: Sequence[IndexEntry] = ()
    words: Searchable | None = None


class Projection(Protocol):
    """Makes public documents of one page type."""

    @property
    def body_schema(self) -> type[BaseModel]:
        """The contract of the detail."""

    @property
    def card_schema(self) -> type[BaseModel]:
        """The contract of the card."""

    def project(self, page: Any) -> Projected:
        """Return the document of `page` as it stands in memory; raise `NotReady` where pictures lack."""


class NotReady(Exception):  # noqa: N818
    """Something outside the database is missing; `prepare` makes it, outside any transaction."""

    def prepare(self) -> None:
        """Make what is missing."""
        raise NotImplementedError


_projections: dict[type[Page], Projection] = {}


def answer_schema_of(projection: Projection) -> type[BaseModel]:
    """Return the contract of the detail as readers get it: with the parts that are joined when it is read."""
    return getattr(projection, "answer_schema", projection.body_schema)


def register(page_type: type[Page], projection: Projection) -> None:
    """Let `projection` make the documents of `page_type`; exact types only, once each."""
    if page_type in _projections:
        raise ValueError(f"{page_type.__name__} has a projection already")
    _projections[page_type] = projection


def projection_of(page_type: type[Page]) -> Projection | None:
    """Return the projection of exactly this type, or None: then such pages have no public document."""
    return _projections.get(page_type)


def projections() -> dict[str, Projection]:
    """Return all projections by type label, such as `news.BriefPage`, sorted."""
    return {
        label_of(page_type): p for page_type, p in sorted(_projections.items(), key=lambda x: label_of(x[0]))
    }


def label_of(page_type: Any) -> str:
    """Return the public name of a page type, as Wagtail's API writes it."""
    return f"{page_type._meta.app_label}.{page_type.__name__}"


def labels_under(label: str) -> frozenset[str] | None:
    """Return the labels of the projected types that are, or inherit from, the named type; None if unknown."""
    bases = {
        label_of(base): base for page_type in _projections for base in page_type.__mro__ if _is_page(base)
    }
    if label not in bases:
        return None
    return frozenset(label_of(t) for t in _projections if issubclass(t, bases[label]))


def _is_page(base: Any) -> bool:
    return issubclass(base, Page) and not base._meta.abstract
