"""Stored cards, completed with what depends on the question."""

# Cards are canonical JSON, in whose strings every quotation mark is escaped: these bytes are a key.
_NO_MATCH = b'"matched_item":null'


def with_match(card: bytes, item: bytes | None) -> bytes:
    """Return a card with a stored item, if there is one, as its `matched_item`."""
    return card.replace(_NO_MATCH, b'"matched_item":' + bytes(item), 1) if item else card
