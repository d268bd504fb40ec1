"""The seal: a hash that stands for everything of a page that readers will get."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField

from cms.core.json import canonical

VERSION = 1

# What Wagtail 8.0 keeps in a revision about the row, not about the content.
BOOKKEEPING = frozenset(
    {
        "alias_of",
        "content_type",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locale",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "pk",
        "search_indexed",
        "translation_key",
        "url_path",
        "wagtail_admin_comments",
    }
)
_CHILD_BOOKKEEPING = frozenset({"pk", "sort_order", "translation_key", "locale"})
# Draftail adds the key to each element on the first save; text inside an element can't look like one.
_BLOCK_KEY = re.compile(r'(<[a-z][a-z0-9]*[^<>]*?) data-block-key="[^"]*"')


def seal_of(page: Any, *, slug: str | None = None) -> str:
    """Return the seal of `page` (a PublishedPage) as it stands in memory: a version byte and SHA-256, in hex.

    It covers every public field, block, child row and the schedule, and the id and file hash of every image;
    `slug` stands for the page's own, as an alias keeps its own slug.
    """
    content = sealed_content(page)
    if slug is not None:
        content["slug"] = slug
    files = {str(image.pk): image.get_file_hash() for image in page.images()}
    digest = sha256(canonical({"content": content, "files": files}))
    return f"{VERSION:02x}{digest.hexdigest()}"


def sealed_content(page: Any) -> dict[str, Any]:
    """Return what a seal covers, as JSON by field; empty values are left out, so a new field breaks none."""
    _read_streams(page)
    data: dict[str, Any] = json.loads(page.to_json())
    left_out = BOOKKEEPING | set(page.unsealed_fields)
    tidied = {name: _field(page, name, value) for name, value in data.items() if name not in left_out}
    return _without_empty(tidied)


def _read_streams(page: Any) -> None:
    """Let what is gone be gone: until a stream is read, Wagtail 8.0 keeps the ids of what was deleted."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            list(getattr(page, field.name))


def _field(page: Any, name: str, value: Any) -> Any:
    relations = {relation.get_accessor_name(): relation for relation in get_all_child_relations(page)}
    if name in relations:
        return _children(relations[name], value)
    if name in {field.name for field in get_all_child_m2m_relations(page)}:
        return sorted(value)
    return _value(page._meta.get_field(name), value)  # Django's documented name


def _children(relation: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return child rows in their order, without what only places them."""
    model, left_out = relation.related_model, _CHILD_BOOKKEEPING | {relation.field.name}
    ordered = sorted(rows, key=lambda row: row.get("sort_order") or 0)
    return [
        _without_empty({n: _value(model._meta.get_field(n), v) for n, v in row.items() if n not in left_out})
        for row in ordered
    ]


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, StreamField):
        return _block(field.stream_block, json.loads(value or "[]"))
    if isinstance(field, RichTextField):
        return _without_keys(value)
    return value


def _block(block: Any, value: Any) -> Any:
    """Return a block's stored value without what differs between two savings of the same content."""
    if isinstance(block, StreamBlock):
        return [_member(block, member) for member in value or []]
    if isinstance(block, ListBlock):
        return [_block(block.child_block, item["value"] if _is_item(item) else item) for item in value or []]
    if isinstance(block, StructBlock):
        return _without_empty({n: _block(child, value.get(n)) for n, child in block.child_blocks.items()})
    if isinstance(block, RichTextBlock):
        return _without_keys(value)
    return value


def _member(block: StreamBlock, member: dict[str, Any]) -> dict[str, Any]:
    child = block.child_blocks.get(member["type"])
    value = _block(child, member["value"]) if child else member["value"]
    return {"type": member["type"], "id": member.get("id"), "value": value}


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _without_keys(html: Any) -> Any:
    return _BLOCK_KEY.sub(r"\1", html) if isinstance(html, str) else html


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    # Zero is a value: it must not pass for False.
    return value is None or value is False or value in ("", [], {})
