"""What documents of stories and of sections share: head, meta, topics, times."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language_info

from cms.core import clock
from cms.delivery.models import PublishedDocument
from cms.delivery.registry import label_of
from news import models
from news.schemas.stories import StoryLink


def head(page: Any, *, label: str | None, standfirst: str) -> dict[str, Any]:
    """Give what every page says of itself (`schemas.pages.PageHead`)."""
    return {
        "id": page.pk or 0,
        "uuid": str(UUID(str(page.uuid))),
        "title": page.title,
        "label": label,
        "standfirst": standfirst or None,
        "text_direction": "rtl" if get_language_info(page.locale.language_code)["bidi"] else "ltr",
        "updated_at": None,  # sections have no updates
    }


def card_meta(page: Any) -> dict[str, Any]:
    """Give where a page is and when it was published (`schemas.pages.CardMeta`)."""
    _site, root_url, path = page.get_url_parts() or (None, settings.GALLEY_BASE_URL, "/")
    return {
        "type": label_of(type(page)),
        "slug": page.slug,
        "detail_url": detail_url(page.pk or 0),
        "html_url": f"{root_url}{path}",
        "path": path,
        "first_published_at": timestamp(page.first_published_at),
        "last_published_at": timestamp(page.last_published_at),
        "locale": page.locale.language_code,
    }


def meta(page: Any) -> dict[str, Any]:
    """Give the same with what search engines need, and the pages it belongs to (`schemas.pages.Meta`)."""
    parent = page.get_parent()
    refs = _page_refs({parent.pk if parent else None, page.alias_of_id} - {None})
    return card_meta(page) | {
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "show_in_menus": page.show_in_menus,
        "parent": refs.get(parent.pk) if parent else None,
        "alias_of": refs.get(page.alias_of_id),
    }


def _page_refs(page_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Give the pages that readers may see, as they were published (`schemas.pages.PageRef`)."""
    documents = PublishedDocument.objects.visible().filter(page_id__in=page_ids)
    return {row.page_id: _page_ref(row) for row in documents.select_related("page").defer("body", "card")}


def _page_ref(document: PublishedDocument) -> dict[str, Any]:
    _site, root_url, _path = document.page.get_url_parts() or (None, settings.GALLEY_BASE_URL, "/")
    meta = {
        "type": document.type,
        "detail_url": detail_url(document.page_id),
        "html_url": f"{root_url}{document.path}",
    }
    return {"id": document.page_id, "meta": meta, "title": document.title}


def detail_url(page_id: int) -> str:
    """Give the address of a page in this API."""
    return f"{settings.GALLEY_BASE_URL}/api/v2/pages/{page_id}/"


def hero_of(page: Any, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the figure at the top, or None; `context["renditions"]` holds what `renditions.find` gave."""
    blocks = (block.block.get_api_representation(block.value, context) for block in page.hero)
    return next((figure for figure in blocks if figure), None)


def story_link(page: Any, meta: Mapping[str, Any]) -> StoryLink:
    """Give a story as its items' index rows name it."""
    return StoryLink(
        title=page.title, label=page.label, detail_url=meta["detail_url"], html_url=meta["html_url"]
    )


def topic_refs(topics: Iterable[models.Topic]) -> dict[int, dict[str, Any]]:
    """Give a reference for each topic by its id, in order of names.

    `path` is that of its page, the oldest of several that are public; None where there is none.
    """
    ordered = sorted({topic.pk: topic for topic in topics}.values(), key=lambda topic: topic.name)
    newest_first = models.TopicPage.objects.filter(topic__in=ordered).order_by("-pk")
    pages = list(newest_first.values_list("topic_id", "pk")) if ordered else []
    public = _public_paths(pk for _topic, pk in pages)
    paths = {topic: public[pk] for topic, pk in pages if pk in public}
    return {t.pk: {"slug": t.slug, "name": t.name, "path": paths.get(t.pk)} for t in ordered}


def _public_paths(page_ids: Iterable[int]) -> dict[int, str]:
    documents = PublishedDocument.objects.visible().filter(page_id__in=list(page_ids))
    return dict(documents.values_list("page_id", "path"))


def timestamp(moment: datetime | None) -> str:
    """Give RFC 3339 in UTC to the second; a preview of what was never published shows the present."""
    return (moment or clock.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
