"""The feed of changes: what a client has to read again, in the order in which it was committed."""

from datetime import UTC
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from cms.api.answers import public_answer
from cms.api.parameters import BadParameter, Limit, SequenceNumber, refuse_unknown
from cms.core.http import etag_of, problem
from cms.core.json import canonical
from cms.delivery import changes
from cms.delivery.changes import PublicChange
from cms.delivery.models import Change

PAGES = "/api/v2/pages/"


Kind = Annotated[str, Field(json_schema_extra={"enum": [*Change.Kind.values]})]
Scope = Annotated[str, Field(json_schema_extra={"enum": [*Change.Scope.values]})]
Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Timestamp = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class ChangesParameters(Schema):
    """What `changes/` takes."""

    since: SequenceNumber = Field(default=0, description="The last sequence that the client has seen.")
    limit: Limit = 20


class ChangeItem(Schema):
    """One change. Addresses, id and ETag are null where the page is not public at this moment."""

    sequence: int
    kind: Kind
    scope: Annotated[Scope | None, Field(description="Of kind scope")]
    id: int | None
    uuid: Uuid | None
    type: str | None
    path: str | None
    previous_paths: list[str]
    etag: str | None
    at: Timestamp


class ChangesMeta(Schema):
    """Where to go on: `next_since` is the next request's `since`."""

    next_since: int
    has_more: bool


class ChangesList(Schema):
    """Changes, oldest first."""

    meta: ChangesMeta
    items: list[ChangeItem]


def changes_since(request: HttpRequest, parameters: ChangesParameters) -> HttpResponse:
    """Answer with the changes after a sequence, or 410 where some of them are no longer kept."""
    refuse_unknown(request, ChangesParameters)
    # Read first: a change that is committed meanwhile is then in the list, or comes with the next request.
    oldest, sequence = changes.span()
    if parameters.since > sequence:
        raise BadParameter("since", f"since was never issued: the newest sequence is {sequence}")
    if parameters.since < oldest:
        return _gone(oldest)
    found = changes.since(parameters.since, limit=parameters.limit + 1)
    items = [_item(change) for change in found[: parameters.limit]]
    last = items[-1]["sequence"] if items else parameters.since
    meta = {"next_since": last, "has_more": len(found) > parameters.limit}
    body = canonical({"meta": meta, "items": items})
    return public_answer(request, body, etag=etag_of(body), sequence=max(sequence, last))


def _gone(oldest: int) -> HttpResponse:
    start = f"{settings.GALLEY_BASE_URL}{PAGES}?{urlencode({'limit': settings.GALLEY_API_LIMIT_MAX})}"
    response = problem(
        410,
        f"Changes up to {oldest} are no longer kept. Read all pages again from {start}, then go on with the "
        "Galley-Sequence of the first answer as since.",
    )
    response["Link"] = f'<{start}>; rel="start"'
    response["Cache-Control"] = "no-store"
    return response


def _item(change: PublicChange) -> dict[str, Any]:
    return {
        "sequence": change.sequence,
        "kind": change.kind,
        "scope": change.scope or None,
        "id": change.page_id,
        "uuid": str(change.uuid) if change.uuid else None,
        "type": change.type or None,
        "path": change.path or None,
        "previous_paths": [change.previous_path] if change.previous_path else [],
        "etag": change.etag or None,
        "at": change.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
