"""Dated items as iCalendar (RFC 5545): each an event of whole days."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def calendar_text(rows: Iterable[tuple[bytes, datetime]]) -> bytes:
    """Return a calendar of payloads (`CalendarItem` as JSON), each with its story's last publication."""
    calendar = Calendar()
    calendar.add("prodid", "-//Galley//Calendar//EN")
    calendar.add("version", "2.0")
    for payload, published in rows:
        calendar.add_component(_event(json.loads(payload), published))
    text: bytes = calendar.to_ical()
    return text


def _event(item: dict[str, Any], published: datetime) -> Event:
    event, when = Event(), item["watch_date"]
    event.add("uid", f"{item['id']}@{urlsplit(settings.GALLEY_BASE_URL).hostname}")
    event.add("dtstamp", published.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", date.fromisoformat(when["start"]))
    # The end of an event of whole days is the day after it (RFC 5545 §3.6.1).
    event.add("dtend", date.fromisoformat(when["end"]) + timedelta(days=1))
    event.add("summary", item["heading"])
    event.add("description", "\n\n".join(filter(None, [item["why_it_matters"], item["story"]["title"]])))
    event.add("url", item["item_url"])
    # A day to watch blocks nobody's time.
    event.add("transp", "TRANSPARENT")
    return event
