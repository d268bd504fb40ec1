"""Index rows of series: each value with the story that published it."""

from collections.abc import Iterator
from typing import Any

from cms.delivery.registry import IndexEntry
from news.numbers import start_of
from news.schemas.series import SeriesValue

from .shared import story_link

KIND, MEMBER_KIND = "series", "in_series"


def series_entries(page: Any, items: list[dict[str, Any]], meta: dict[str, Any]) -> Iterator[IndexEntry]:
    """Return an entry for each item that names a series and has a value; the key outlives a rename.

    And one for each of these series, by slug, so that lists of stories can be narrowed by it.
    """
    values = {item["id"]: item["value"] for item in items}
    slugs = set()
    for block in getattr(page, page.items_field):
        series = block.value.get("series") if hasattr(block.value, "get") else None
        value = values[str(block.id)]
        if series is not None and value["number"] and value["number"]["value"] is not None:
            yield _entry(str(block.id), str(series.pk), value, page=page, meta=meta)
            slugs.add(series.slug)
    yield from (IndexEntry(kind=MEMBER_KIND, key=slug) for slug in sorted(slugs))


def _entry(item_id: str, key: str, value: dict[str, Any], *, page: Any, meta: dict[str, Any]) -> IndexEntry:
    as_of = value["number"]["as_of"]
    row = SeriesValue(
        at=start_of(as_of) if as_of else meta["first_published_at"][:10],
        number=value["number"],
        kicker=value["kicker"],
        story=story_link(page, meta),
        item_url=f"{meta['html_url']}#item-{item_id}",
    )
    payload = row.model_dump(mode="json")
    return IndexEntry(kind=KIND, key=key, sort=row.at, item_id=item_id, payload=payload)
