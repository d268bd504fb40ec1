"""Pages that present others: the parts of their answer that are joined when they are read, never stored.

A projection emits one index entry of kind `joined` (`JoinPlan.entry`). What it chooses is looked up at each
reading, with the same visibility check as everything, so that a choice ends on time and nothing unpublished
appears.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, QuerySet, Subquery
from pydantic import AwareDatetime, BaseModel, ConfigDict

from .conditions import CONDITIONS
from .lists import with_match
from .models import IndexRow, PublishedDocument
from .registry import IndexEntry
from .statements import Row, Slot, Statement, numbered, slots
from .visibility import PublishedDocumentQuerySet, of_pages

KIND = "joined"


class Choice(BaseModel):
    """A page chosen by an editor, up to a moment (exclusive) or for good."""

    model_config = ConfigDict(frozen=True)

    page_id: int
    until: AwareDatetime | None = None


class JoinPlan(BaseModel):
    """What to join: a lead, the chosen pages in order, and the newest of `types` with `key` under `kind`.

    The lead is the first of `lead` that is public, else the newest. No page appears twice: the lead goes
    before the chosen, and the chosen before the newest. `chosen_as` and `newest_as` name the two lists.
    """

    model_config = ConfigDict(frozen=True)

    lead: tuple[Choice, ...] = ()
    chosen: tuple[Choice, ...] = ()
    types: tuple[str, ...]
    kind: str | None = None
    key: str | None = None
    limit: int = 20
    chosen_as: str
    newest_as: str

    def entry(self) -> IndexEntry:
        """Return the index entry that carries the plan."""
        return IndexEntry(kind=KIND, key="", payload=self.model_dump(mode="json"))


def plan_of(document_id: Any) -> Subquery:
    """Return the stored plan of a document as a column: bytes, or null where nothing is joined."""
    return Subquery(IndexRow.objects.filter(document=document_id, kind=KIND).values("payload")[:1])


def with_parts(body: bytes, plan: bytes | None, *, now: datetime) -> bytes:
    """Return stored body (a JSON object) with its joined parts; two queries at most, none without a plan."""
    if not plan:
        return body
    parts = join(JoinPlan.model_validate_json(bytes(plan)), now=now)
    return body[:-1] + b"".join(b',"%s":%s' % (name.encode(), part) for name, part in parts.items()) + b"}"


def join(plan: JoinPlan, *, now: datetime) -> dict[str, bytes]:
    """Return the parts as JSON by name: `lead` (a card or null) and the two lists of cards."""
    leads, chosen = _current(plan.lead, now), _current(plan.chosen, now)
    cards = _chosen_cards(plan, [*leads, *chosen])
    newest = _newest_cards(plan, len(chosen) + 1)
    lead = next((pk for pk in leads if pk in cards), next(iter(newest), None))
    slots = {pk: cards[pk] for pk in chosen if pk in cards and pk != lead}
    rest = [card for pk, card in newest.items() if pk != lead and pk not in slots]
    return {
        "lead": b"null" if lead is None else (cards | newest)[lead],
        plan.chosen_as: _array(slots.values()),
        plan.newest_as: _array(rest[: plan.limit]),
    }


def _current(choices: tuple[Choice, ...], now: datetime) -> list[int]:
    return [choice.page_id for choice in choices if choice.until is None or now < choice.until]


def _chosen_cards(plan: JoinPlan, ids: list[int]) -> dict[int, bytes]:
    rows = _chosen(len(ids)).rows(_values(plan) | numbered("id", ids), limit=len(ids)) if ids else []
    return _cards(rows)


def _newest_cards(plan: JoinPlan, spare: int) -> dict[int, bytes]:
    statement = _newest(len(plan.types), bool(plan.kind and plan.key))
    values = _values(plan) | numbered("type", plan.types)
    return _cards(statement.rows(values, limit=plan.limit + spare))


def _values(plan: JoinPlan) -> dict[str, Any]:
    return {"kind": plan.kind or "", "key": plan.key or ""}


def _cards(rows: list[Row]) -> dict[int, bytes]:
    return {page_id: with_match(bytes(card), item) for page_id, card, item in rows}


@lru_cache
def _chosen(count: int) -> Statement:
    chosen = of_pages(slots("id", count, BigIntegerField()))
    return Statement(lambda: _columns(PublishedDocument.objects.visible().filter(chosen)))


@lru_cache
def _newest(types: int, has_key: bool) -> Statement:  # noqa: FBT001  # part of the cache's key
    def build() -> QuerySet[Any]:
        found = CONDITIONS["type"].narrow(
            PublishedDocument.objects.visible(), slots("type", types, CharField())
        )
        if has_key:
            found = found.filter(Exists(_rows_of_key()))
        return _columns(found.newest_first())

    return Statement(build)


def _columns(found: PublishedDocumentQuerySet) -> QuerySet[Any]:
    match = Subquery(_rows_of_key().exclude(item_id="").values("payload")[:1])
    value: QuerySet[Any] = found.annotate(match=match).values_list("page_id", "card", "match")
    return value


def _rows_of_key() -> QuerySet[Any]:
    kind, key = Slot("kind", CharField()), Slot("key", CharField())
    return IndexRow.objects.filter(document=OuterRef("pk"), kind=kind, key=key)


def _array(cards: Any) -> bytes:
    return b"[" + b",".join(cards) + b"]"


def preview_parts(index: Any, *, now: datetime) -> Mapping[str, bytes]:
    """Return the parts for index entries that were not stored: for a draft in memory."""
    payload = next((entry.payload for entry in index if entry.kind == KIND), None)
    return join(JoinPlan.model_validate(payload), now=now) if payload else {}
