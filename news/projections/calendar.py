"""Index rows of the calendar: each dated item, found by the days that it spans."""

from collections.abc import Iterator
from typing import Any

from cms.delivery.registry import IndexEntry
from news.schemas.calendar import CalendarItem

from .shared import story_link

KIND = "calendar"


def calendar_entries(page: Any, items: list[dict[str, Any]], meta: dict[str, Any]) -> Iterator[IndexEntry]:
    """Return an entry for each dated item: `sort` is its first day, `key` its last one (ISO 8601)."""
    for item in items:
        value = item["value"]
        when = value.get("watch_date") if isinstance(value, dict) else None
        if when is not None:
            row = CalendarItem(
                id=item["id"],
                watch_date=when,
                heading=value["heading"],
                why_it_matters=value["why_it_matters"],
                story=story_link(page, meta),
                item_url=f"{meta['html_url']}#item-{item['id']}",
            )
            yield IndexEntry(
                kind=KIND,
                key=when["end"],
                sort=when["start"],
                item_id=item["id"],
                payload=row.model_dump(mode="json"),
            )
