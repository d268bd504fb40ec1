"""Tells endpoints of what readers see change: the event of a change, in the change's transaction."""

from datetime import datetime
from urllib.parse import quote

from cms.delivery.models import Change, IndexRow, PublicAddress
from cms.webhooks import changes

TOPIC = "topic"
GONE = (Change.Kind.UNPUBLISHED, Change.Kind.DELETED)


def topics_of(page_id: int) -> set[str]:
    """Return the topics by which lists find a page at this moment."""
    rows = IndexRow.objects.filter(document_id=page_id, kind=TOPIC)
    return set(rows.values_list("key", flat=True))


def tell(page_id: int, change: Change, *, topics_before: set[str], now: datetime) -> None:
    """Write the event of a page's change; who asks for a topic hears also of what has lost it."""
    if not changes.is_told(change):
        return
    here = "" if change.kind in GONE else change.path
    known = PublicAddress.objects.filter(page_id=page_id).values_list("path", flat=True)
    paths = {quote(path) for path in known} | {change.previous_path, change.path}
    topics = topics_before | topics_of(page_id)
    changes.record(page_id, change, keys=topics, previous_paths=paths - {here}, now=now)
