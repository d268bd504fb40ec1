"""The feed of changes, as readers may have it.

Changes are kept as they were written; what a reader gets of them is decided when they are read: a page that
is not public at this moment is a tombstone in all its changes, without an address.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery

from .models import Change, PublishedDocument, Sequence
from .statements import Slot, Statement
from .visibility import site_sequence


@dataclass(frozen=True, kw_only=True)
class PublicChange:
    """One change; `page_id` and addresses only of pages that are public at this moment."""

    sequence: int
    kind: str
    scope: str
    uuid: UUID | None
    type: str
    path: str
    previous_path: str
    etag: str
    at: datetime
    page_id: int | None

    def masked(self) -> "PublicChange":
        """Return it as it may be shown."""
        if self.page_id is not None:
            return self
        shown = (
            self.kind if self.kind in {Change.Kind.DELETED, Change.Kind.SCOPE} else Change.Kind.UNPUBLISHED
        )
        hidden = {"path": "", "previous_path": "", "etag": "", "kind": str(shown)}
        return PublicChange(**self.__dict__ | hidden)


_COLUMNS = tuple(PublicChange.__dataclass_fields__)


def _since() -> QuerySet[Any]:
    public = PublishedDocument.objects.visible().filter(uuid=OuterRef("uuid")).values("page_id")
    found = Change.objects.filter(sequence__gt=Slot("since", BigIntegerField())).order_by("sequence")
    return found.annotate(page_id=Subquery(public[:1])).values_list(*_COLUMNS)


def _span() -> QuerySet[Any]:
    oldest = Change.objects.order_by("sequence").values("sequence")[:1]
    return Sequence.objects.annotate(oldest=Subquery(oldest), now=site_sequence()).values_list(
        "oldest", "now"
    )


_SINCE, _SPAN = Statement(_since), Statement(_span)


def since(sequence: int, *, limit: int) -> list[PublicChange]:
    """Return the changes after `sequence`, oldest first, at most `limit`."""
    rows = _SINCE.rows({"since": sequence}, limit=limit)
    return [PublicChange(**dict(zip(_COLUMNS, row, strict=True))).masked() for row in rows]


def span() -> tuple[int, int]:
    """Return the oldest sequence from which all changes are kept, and the newest that was issued."""
    oldest, now = _SPAN.first({}) or (None, 0)
    return (now if oldest is None else oldest - 1), now
