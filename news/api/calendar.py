"""The calendar as JSON and as iCalendar: dated items of documents that are public at this moment."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from cms.api.answers import public_answer
from cms.api.parameters import BadParameter, refuse_unknown
from cms.api.public.api import Problem
from cms.api.routers import described
from cms.core import clock
from cms.core.http import etag_of
from cms.delivery.models import IndexRow
from news.projections.calendar import KIND
from news.schemas.calendar import CalendarList

from .icalendar import CALENDAR_TYPE, calendar_text

DEFAULT_DAYS, MAX_DAYS = 365, 3660
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _plain_date(value: Any) -> Any:
    """Refuse what Pydantic would read as a date besides YYYY-MM-DD: timestamps and times."""
    if isinstance(value, str) and not _ISO_DATE.fullmatch(value):
        raise ValueError("Input should be a date as YYYY-MM-DD")
    return value


# Payload of an item, and when its story was last published.
Row = tuple[bytes, datetime]
Day = Annotated[date, BeforeValidator(_plain_date)]


class CalendarParameters(Schema):
    """What the calendar takes."""

    first: Day | None = Field(default=None, alias="from", description="The first day; today by default.")
    last: Day | None = Field(
        default=None,
        alias="to",
        description=f"The last day, at most {MAX_DAYS} days later; {DEFAULT_DAYS} days later by default.",
    )


def calendar_router() -> Router:
    """Return the endpoints of the calendar."""
    router = Router(tags=["calendar"])
    errors: dict[int, Any] = {304: None, 400: Problem}

    @router.get("calendar/", response={200: CalendarList} | errors, summary="List dated items")
    def list_calendar(request: HttpRequest, parameters: Query[CalendarParameters]) -> HttpResponse:
        rows, sequence = _rows(request, parameters)
        body = b'{"items":[' + b",".join(payload for payload, _published in rows) + b"]}"
        return public_answer(request, body, etag=etag_of(body), sequence=sequence)

    @router.get(
        "calendar.ics",
        response=errors,
        summary="Read the same as iCalendar",
        openapi_extra={"responses": {200: described("text/calendar")}},
    )
    def read_calendar(request: HttpRequest, parameters: Query[CalendarParameters]) -> HttpResponse:
        rows, sequence = _rows(request, parameters)
        body = calendar_text(rows)
        return public_answer(request, body, etag=etag_of(body), sequence=sequence, content_type=CALENDAR_TYPE)

    return router


def _rows(request: HttpRequest, parameters: CalendarParameters) -> tuple[list[Row], int | None]:
    """Return the items that touch the days, and the sequence if it was read along."""
    refuse_unknown(request, CalendarParameters)
    first, last = _days(parameters)
    dated = IndexRow.objects.visible().with_sequence().filter(kind=KIND)
    found = dated.filter(sort__lte=last.isoformat(), key__gte=first.isoformat()).in_order()
    read = list(found.values_list("payload", "document__last_published_at", "site_sequence"))
    rows = [(bytes(payload), published) for payload, published, _sequence in read]
    return rows, read[0][2] if read else None


def _days(parameters: CalendarParameters) -> tuple[date, date]:
    first = parameters.first or clock.now().date()
    try:
        last = parameters.last or first + timedelta(days=DEFAULT_DAYS)
    except OverflowError:
        last = date.max
    if last < first:
        raise BadParameter("to", "to is before from")
    if (last - first).days > MAX_DAYS:
        raise BadParameter("to", f"to can be at most {MAX_DAYS} days after from")
    return first, last
