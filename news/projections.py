"""Makes public documents from pages: the one place where journalism becomes the contract."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language_info
from pydantic import BaseModel

from cms.core import clock
from cms.delivery import registry
from cms.delivery.models import PublishedDocument
from cms.delivery.registry import Projected, label_of

from . import models, renditions
from .blocks.rich_text import plain_text
from .schemas import pages as schemas

_FIRST_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


def register() -> None:
    """Register the projections of this room's pages."""
    for page_type, schema in (
        (models.BriefPage, schemas.BriefPage),
        (models.NumbersListPage, schemas.NumbersListPage),
        (models.WatchListPage, schemas.WatchListPage),
    ):
        registry.register(page_type, StoryProjection(schema))
    for section in (models.NewsIndexPage, models.TopicPage):
        registry.register(section, SectionProjection())


class SectionProjection:
    """Documents of pages that are not stories."""

    body_schema: type[BaseModel] = schemas.SectionPage
    card_schema: type[BaseModel] = schemas.SectionCard

    def project(self, page: Any) -> Projected:
        """Give the document of a home page, a section or a topic page."""
        topic = getattr(page, "topic", None)
        head = _head(page, label=None, standfirst=page.intro)
        refs = topic_refs([topic]) if topic else []
        body = schemas.SectionPage(**head, meta=_meta(page), topic=refs[0] if refs else None)
        return Projected(body, schemas.SectionCard(**head, meta=_card_meta(page)), {})


class StoryProjection:
    """Documents of the three formats."""

    card_schema: type[BaseModel] = schemas.StoryCard

    def __init__(self, body_schema: type[schemas.StoryDetail]) -> None:
        self.body_schema = body_schema

    def project(self, page: Any) -> Projected:
        """Give the document of a story; raise RenditionsMissing where its pictures lack some."""
        context = {"renditions": renditions.find(page.images())}
        topics = list(page.topics.all())
        items = _stream(getattr(page, page.items_field), context)
        hero = _stream(page.hero, context)
        head = _head(page, label=page.label, standfirst=page.standfirst) | {
            "corrected": False,
            "topics": topic_refs(topics),
            "bylines": _bylines(page),
            "hero": hero[0]["value"] if hero else None,
        }
        detail = {"meta": _meta(page), "corrections": [], "related": _related(page), page.items_field: items}
        body = self.body_schema(**head, **detail)
        card = schemas.StoryCard(**head, meta=_card_meta(page), **_excerpt(items))
        return Projected(body, card, {"topic": frozenset(topic.slug for topic in topics)})


def topic_refs(topics: Iterable[models.Topic]) -> list[dict[str, Any]]:
    """Give topics in order of their names, each with the path of its public page or None; one query."""
    ordered = sorted(topics, key=lambda topic: topic.name)
    ids = models.TopicPage.objects.filter(topic__in=ordered).values_list("topic_id", "pk")
    page_of = dict(ids) if ordered else {}
    paths = _public_paths(page_of.values())
    return [{"slug": t.slug, "name": t.name, "path": paths.get(page_of.get(t.pk, 0))} for t in ordered]


def _public_paths(page_ids: Iterable[int]) -> dict[int, str]:
    documents = PublishedDocument.objects.visible().filter(page_id__in=list(page_ids))
    return dict(documents.values_list("page_id", "path"))


def _stream(value: Any, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the members of a stream in the contract's shape; members that a draft left empty are left out."""
    members = (
        {"type": b.block_type, "id": str(b.id), "value": b.block.get_api_representation(b.value, context)}
        for b in value
    )
    return [member for member in members if member["value"] is not None]


def _head(page: Any, *, label: str | None, standfirst: str) -> dict[str, Any]:
    return {
        "id": page.pk or 0,
        "uuid": str(UUID(str(page.uuid))),
        "title": page.title,
        "label": label,
        "standfirst": standfirst or None,
        "text_direction": "rtl" if get_language_info(page.locale.language_code)["bidi"] else "ltr",
        "updated_at": None,
    }


def _card_meta(page: Any) -> dict[str, Any]:
    _site, root_url, path = page.get_url_parts() or (None, settings.GALLEY_BASE_URL, "/")
    return {
        "type": label_of(type(page)),
        "slug": page.slug,
        "detail_url": f"{settings.GALLEY_BASE_URL}/api/v2/pages/{page.pk or 0}/",
        "html_url": f"{root_url}{path}",
        "path": path,
        "first_published_at": timestamp(page.first_published_at),
        "last_published_at": timestamp(page.last_published_at),
        "locale": page.locale.language_code,
    }


def _meta(page: Any) -> dict[str, Any]:
    return _card_meta(page) | {
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "show_in_menus": page.show_in_menus,
    }


def timestamp(moment: datetime | None) -> str:
    """Give RFC 3339 in UTC to the second; a preview of what was never published shows the present."""
    return (moment or clock.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bylines(page: Any) -> list[dict[str, str]]:
    lines = page.bylines.all()
    return [{"slug": b.author.slug, "name": b.author.name, "role": b.role} for b in lines]


def _related(page: Any) -> list[dict[str, Any]]:
    ids = [related.target_id for related in page.related.all()]
    rows = (
        PublishedDocument.objects.visible().filter(page_id__in=ids).values("page_id", "title", "type", "path")
    )
    public = {row["page_id"]: row for row in rows}
    labels = {label_of(t): t.label for t in (models.BriefPage, models.NumbersListPage, models.WatchListPage)}
    found = [public[pk] for pk in ids if pk in public]
    return [{"title": row["title"], "label": labels.get(row["type"]), "path": row["path"]} for row in found]


def _excerpt(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the teaser and whether the detail holds more than it."""
    texts = (_html_of(item) for item in items)
    whole = next((html for html in texts if html), "")
    first = _FIRST_PARAGRAPH.search(whole)
    is_paragraph = bool(items) and items[0]["type"] == "paragraph"
    html = first.group() if first and is_paragraph else whole
    return {
        "teaser": {"html": html, "text": plain_text(html)},
        "item_count": len(items),
        "has_more": len(items) > 1 or html != whole,
        "matched_item": None,
    }


def _html_of(item: dict[str, Any]) -> str:
    value = item["value"]
    return str(value if isinstance(value, str) else value.get("text", "")) if item["type"] in _PROSE else ""


_PROSE = frozenset({"paragraph", "number_item", "watch_item"})
