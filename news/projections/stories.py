"""Documents of stories, whatever their format."""

from collections.abc import Mapping
from typing import Any

from cms.delivery import reading
from cms.delivery.registry import IndexEntry, Projected, label_of
from news import renditions
from news.blocks.rich_text import TextBlock, display_html, first_paragraph, plain_text
from news.models.format_labels import labels_at
from news.models.settings import place_of
from news.schemas.heads import CardOfStory, StoryDetail
from news.schemas.texts import Html

from .calendar import calendar_entries
from .menus import menu_entries
from .series import series_entries
from .shared import card_meta, head, hero_of, meta, timestamp, topic_refs
from .words import words_of_page


class StoryProjection:
    """Documents of one format, which its page class declares."""

    def __init__(self, body_schema: type[StoryDetail], card_schema: type[CardOfStory]) -> None:
        self.body_schema = body_schema
        self.card_schema = card_schema

    def project(self, page: Any) -> Projected:
        """Return the document of a story; raise RenditionsMissing where its pictures lack some."""
        topics = list(page.topics.all())
        refs = topic_refs([*topics, *page.item_topics()])
        context = {
            "renditions": renditions.find(page.images()),
            "place": place_of(page),
            "topics": refs,
        }
        stream = getattr(page, page.items_field)
        items = _stream(stream, context)
        corrections = _corrections(page)
        common = head(
            page,
            label=labels_at(page)[label_of(type(page))],
            standfirst=page.standfirst,
        ) | {
            "updated_at": timestamp(page.last_update) if page.last_update else None,
            "corrected": bool(corrections),
            "topics": [ref for pk, ref in refs.items() if pk in {topic.pk for topic in topics}],
            "bylines": _bylines(page),
            "hero": hero_of(page, context),
        }
        own_meta = meta(page)
        detail = {
            "meta": own_meta,
            "corrections": corrections,
            "related": _related(page),
            page.items_field: items,
        }
        body = self.body_schema(**common, **detail)
        members = getattr(body, page.items_field)
        card = self.card_schema(**common, meta=card_meta(page), **_excerpt(stream, items))
        index = topic_index(common["topics"], items)
        index += [IndexEntry(kind="author", key=slug) for slug in {b["slug"] for b in common["bylines"]}]
        index += [*series_entries(page, items, own_meta), *calendar_entries(page, items, own_meta)]
        index += menu_entries(page, own_meta)
        return Projected(body, card, index, words_of_page(body, [body.hero, *(m.value for m in members)]))


def topic_index(own: list[dict[str, Any]], items: list[dict[str, Any]]) -> list[IndexEntry]:
    """Return entry for each topic of the story or its items, with the first item that carries the topic."""
    entries = {ref["slug"]: IndexEntry(kind="topic", key=ref["slug"]) for ref in own}
    for item in reversed(items):
        for ref in item["value"].get("topics", ()) if isinstance(item["value"], dict) else ():
            entries[ref["slug"]] = IndexEntry(kind="topic", key=ref["slug"], item_id=item["id"], payload=item)
    return list(entries.values())


def _stream(value: Any, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return members of a stream in the contract's shape; members that a draft left empty are left out."""
    members = (
        {"type": b.block_type, "id": str(b.id), "value": b.block.get_api_representation(b.value, context)}
        for b in value
    )
    return [member for member in members if member["value"] is not None]


def _bylines(page: Any) -> list[dict[str, str]]:
    lines = [line for line in page.bylines.all() if line.author_id]  # as a draft may have one
    return [{"slug": b.author.slug, "name": b.author.name, "role": b.role} for b in lines]


def _corrections(page: Any) -> list[dict[str, str]]:
    """Return the corrections, newest first."""
    ordered = sorted(page.corrections.all(), key=lambda correction: correction.at, reverse=True)
    return [{"at": timestamp(c.at), "text": display_html(c.text)} for c in ordered]


def _related(page: Any) -> list[dict[str, Any]]:
    ids = [r.target_id for r in page.related.all() if r.target_id]  # a draft may have a row without one
    public = reading.public_pages(ids)
    labels = labels_at(page)
    found = [public[pk] for pk in ids if pk in public]
    return [{"title": row.title, "label": labels.get(row.type), "path": row.path} for row in found]


def _excerpt(stream: Any, items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the teaser, which is the first thing that a block says of itself, and whether there is more."""
    blocks = {str(member.id): member.block for member in stream}
    said = (_said(blocks[item["id"]], item["value"]) for item in items)
    whole = next((html for html in said if html), Html())
    leads = bool(items) and isinstance(blocks[items[0]["id"]], TextBlock)
    html = first_paragraph(whole) if leads else whole
    return {
        "teaser": {"html": html, "text": plain_text(html)},
        "item_count": len(items),
        "has_more": len(items) > 1 or html != whole,
        "matched_item": None,
    }


def _said(block: Any, shown: Any) -> Html:
    """Return what a block says of itself in a teaser; headings, pictures and numbers say nothing."""
    return block.excerpt(shown) if hasattr(block, "excerpt") else Html()
