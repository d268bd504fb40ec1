"""Stored cards, completed with what depends on the question."""

from collections.abc import Mapping, Sequence

from .models import IndexRow

# Cards are canonical JSON, in whose strings every quotation mark is escaped: these bytes are a key.
_NO_MATCH = b'"matched_item":null'


def with_matches(cards: Mapping[int, bytes], *, kind: str, keys: Sequence[str]) -> dict[int, bytes]:
    """Give cards by page id with the item that has a key of `kind` as `matched_item`; one query.

    Of several keys the first counts that an item has. A card whose document alone has the key stays as it is.
    """
    if not cards:
        return {}
    rows = IndexRow.objects.filter(document_id__in=cards, kind=kind, key__in=keys).exclude(item_id="")
    found = sorted(rows.values_list("key", "document_id", "payload"), key=lambda row: keys.index(row[0]))
    match = {document_id: bytes(payload) for _key, document_id, payload in reversed(found)}
    return {page_id: with_match(card, match.get(page_id)) for page_id, card in cards.items()}


def with_match(card: bytes, item: bytes | None) -> bytes:
    """Give a card with a stored item, if there is one, as its `matched_item`."""
    return card.replace(_NO_MATCH, b'"matched_item":' + bytes(item), 1) if item else card
