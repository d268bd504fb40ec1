"""Index rows of series: each value with the story that published it."""

from collections.abc import Iterator
from typing import Any

from cms.delivery.registry import IndexEntry
from news.numbers import start_of
from news.schemas.series import SeriesStory, SeriesValue

KIND = "series"


def series_entries(page: Any, items: list[dict[str, Any]], meta: dict[str, Any]) -> Iterator[IndexEntry]:
    """Give an entry for each item that names a series and has a value; the key outlives a rename."""
    values = {item["id"]: item["value"] for item in items}
    for block in getattr(page, page.items_field):
        series = block.value.get("series") if block.block_type == "number_item" else None
        value = values[str(block.id)]
        if series is not None and value["number"] and value["number"]["value"] is not None:
            yield _entry(str(block.id), str(series.pk), value, _story(page, meta))


def _entry(item_id: str, key: str, value: dict[str, Any], story: dict[str, Any]) -> IndexEntry:
    number = value["number"]
    at = start_of(number["as_of"]) if number["as_of"] else story.pop("published")
    row = SeriesValue(
        at=at,
        number=number,
        kicker=value["kicker"],
        story=SeriesStory(**{name: story[name] for name in SeriesStory.model_fields}),
        item_url=f"{story['html_url']}#item-{item_id}",
    )
    return IndexEntry(kind=KIND, key=key, sort=at, item_id=item_id, payload=row.model_dump(mode="json"))


def _story(page: Any, meta: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": page.title,
        "label": page.label,
        "detail_url": meta["detail_url"],
        "html_url": meta["html_url"],
        "published": meta["first_published_at"][:10],
    }
