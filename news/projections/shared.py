"""What documents of stories and of sections share: head, meta, topics, times."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.core import clock
from cms.delivery import reading
from cms.delivery.reading import PublicPage
from cms.delivery.registry import label_of
from news import models
from news.schemas.stories import StoryLink


def head(page: Any, *, label: str | None, standfirst: str) -> dict[str, Any]:
    """Return what every page says of itself (`schemas.pages.PageHead`)."""
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
    """Return where a page is and when it was published (`schemas.meta.CardMeta`)."""
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
    """Return the same with what search engines need, and the pages it belongs to (`schemas.meta.Meta`)."""
    parent = page.get_parent()
    near = [relative for relative in (parent, page.alias_of) if relative]
    public = reading.public_pages(relative.pk for relative in near)
    refs = {pk: _page_ref(relative, public[pk]) for relative in near if (pk := relative.pk) in public}
    return card_meta(page) | {
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "show_in_menus": page.show_in_menus,
        "parent": refs.get(parent.pk) if parent else None,
        "alias_of": refs.get(page.alias_of_id),
    }


def _page_ref(page: Page, public: PublicPage) -> dict[str, Any]:
    """Return a page as it was published (`schemas.meta.PageRef`)."""
    _site, root_url, _path = page.get_url_parts() or (None, settings.GALLEY_BASE_URL, "/")
    meta = {
        "type": public.type,
        "detail_url": detail_url(page.pk),
        "html_url": f"{root_url}{public.path}",
    }
    return {"id": page.pk, "meta": meta, "title": public.title}


def detail_url(page_id: int) -> str:
    """Return the address of a page in this API."""
    return f"{settings.GALLEY_BASE_URL}/api/v2/pages/{page_id}/"


def hero_of(page: Any, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the figure at the top, or None; `context["renditions"]` holds what `renditions.find` gave."""
    blocks = (block.block.get_api_representation(block.value, context) for block in page.hero)
    return next((figure for figure in blocks if figure), None)


def story_link(page: Any, meta: Mapping[str, Any]) -> StoryLink:
    """Return a story as its items' index rows name it."""
    return StoryLink(
        title=page.title, label=page.label, detail_url=meta["detail_url"], html_url=meta["html_url"]
    )


def topic_refs(topics: Iterable[models.Topic]) -> dict[int, dict[str, Any]]:
    """Return a reference for each topic by its id, in order of names.

    `path` is that of its page, the oldest of several that are public; None where there is none.
    """
    ordered = sorted({topic.pk: topic for topic in topics}.values(), key=lambda topic: topic.name)
    newest_first = models.TopicPage.objects.filter(topic__in=ordered).order_by("-pk")
    pages = list(newest_first.values_list("topic_id", "pk")) if ordered else []
    public = reading.public_pages(pk for _topic, pk in pages)
    paths = {topic: public[pk].path for topic, pk in pages if pk in public}
    return {t.pk: {"slug": t.slug, "name": t.name, "path": paths.get(t.pk)} for t in ordered}


def timestamp(moment: datetime | None) -> str:
    """Return RFC 3339 in UTC to the second; a preview of what was never published shows the present."""
    return (moment or clock.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
