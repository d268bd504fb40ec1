"""A story's history: its decisions, and what Wagtail's log keeps of the other acts, in one order."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from wagtail.models import PageLogEntry

from cms.moderation.models import Decision

from .paging import Span
from .schemas import Entry, History
from .states import person

# What belongs to the history, and its name there. Decisions are rows of their own, with round and force.
KINDS = {
    "wagtail.workflow.start": "submit",
    "wagtail.workflow.resume": "resubmit",
    "wagtail.workflow.cancel": "withdraw",
    "wagtail.publish": "publish",
    "wagtail.publish.schedule": "approve_for_later",
    "wagtail.publish.scheduled": "publish_scheduled",
    "wagtail.schedule.cancel": "unschedule",
    "wagtail.unpublish": "unpublish",
    "wagtail.unpublish.scheduled": "expire",
    "wagtail.move": "move",
    "galley.reason": "reason",
    "galley.schedule": "schedule",
    "galley.break_glass": "break_glass",
    "galley.countersign": "countersign",
    "galley.stale_seal": "refused_stale",
}
_DECISION, _ENTRY = "decision", "entry"


def history(page_id: int, span: Span) -> History:
    """Return a span of it, the oldest first; a constant number of queries."""
    decisions = Decision.objects.filter(review__page=page_id)
    logged = PageLogEntry.objects.filter(page=page_id, action__in=KINDS)
    places = _places(decisions, _DECISION, "at").union(_places(logged, _ENTRY, "timestamp"), all=True)
    found = list(places.order_by("moment", "source", "key")[span.places])
    of_kind = {
        _DECISION: decisions.select_related("user", "task").in_bulk(_keys(found, _DECISION)),
        _ENTRY: logged.select_related("user").in_bulk(_keys(found, _ENTRY)),
    }
    rows: list[Any] = [of_kind[source][key] for _moment, source, key in found]
    items = [_decided(row) if isinstance(row, Decision) else _logged(row) for row in rows]
    return History(count=decisions.count() + logged.count(), items=items)


def _places(rows: QuerySet[Any], source: str, moment: str) -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = rows.order_by().annotate(
        moment=F(moment), source=Value(source, output_field=CharField()), key=F("pk")
    )
    return named.values_list("moment", "source", "key")


def _keys(found: list[Any], source: str) -> list[int]:
    return [key for _moment, kind, key in found if kind == source]


def _decided(decision: Decision) -> Entry:
    is_approval = decision.kind == Decision.Kind.APPROVE
    return Entry(
        at=decision.at,
        kind=decision.kind,
        act=None,
        by=person(decision.user),
        step=decision.task.name,
        seal=decision.seal,
        round=decision.round,
        text=decision.comment or None,
        door=decision.door,
        is_valid=decision.is_valid if is_approval else None,
    )


def _logged(entry: Any) -> Entry:
    data: dict[str, Any] = entry.data or {}
    return Entry(
        at=entry.timestamp,
        kind=KINDS[entry.action],
        act=data.get("act"),
        by=person(entry.user),
        step=data.get("step") or None,
        seal=data.get("seal") or data.get("current"),
        round=None,
        text=data.get("reason"),
        door=data.get("door"),
        is_valid=None,
    )
