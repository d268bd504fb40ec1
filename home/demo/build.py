"""Turns the demo's plain stories into unsaved pages, pictures and stream values."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.utils.text import slugify

from news.models import Author, BriefPage, Byline, NewsImage, NumbersListPage, StoryPage, Topic, WatchListPage

from .content import Heading, NumberItem, Paragraph, Picture, Quote, Source, Story, WatchItem

PAGE_TYPES: dict[str, type[StoryPage]] = {
    "brief": BriefPage,
    "numbers": NumbersListPage,
    "watch": WatchListPage,
}
PICTURES = Path(__file__).parent / "pictures"
_STORY_LINK = re.compile(r'<a story="([^"]+)">')


def build_page(story: Story, *, owner: Any) -> StoryPage:
    """Return the unsaved page of a story; its picture is saved, topics and authors must exist."""
    page_type = PAGE_TYPES[story.format]
    page = page_type(
        title=story.headline,
        slug=story.slug,
        standfirst=story.standfirst,
        hero=_hero(story.picture),
        owner=owner,
        live=False,
    )
    setattr(page, page_type.items_field, json.dumps([_member(part) for part in story.content]))
    page.topics.set(Topic.objects.filter(name__in=story.topics))
    authors = {author.name: author for author in Author.objects.filter(name__in=story.authors)}
    page.bylines.set([Byline(author=authors[name], sort_order=n) for n, name in enumerate(story.authors)])
    return page


def ensure_picture(picture: Picture) -> NewsImage:
    """Return the saved image of a picture, made of its file when it is not there yet."""
    image: NewsImage | None = NewsImage.objects.filter(title=picture.title).first()
    if image is None:
        image = NewsImage(
            title=picture.title,
            description=picture.alt,
            default_caption=picture.caption,
            credit=picture.credit,
            file=ImageFile(BytesIO((PICTURES / picture.filename).read_bytes()), name=picture.filename),
        )
        image.save()
    return image


def slug_of(name: str) -> str:
    """Return the slug of a topic or an author."""
    return slugify(name)


def _hero(picture: Picture | None) -> str:
    if picture is None:
        return "[]"
    value = {
        "image": ensure_picture(picture).pk,
        "alt": picture.alt,
        "decorative": False,
        "caption": picture.caption,
        "credit": picture.credit,
    }
    return json.dumps([{"type": "figure", "value": value}])


def _member(part: Any) -> dict[str, Any]:
    kind, value = _MEMBERS[type(part)](part)
    return {"type": kind, "value": value}


def _number_item(item: NumberItem) -> tuple[str, dict[str, Any]]:
    value = {
        "display": item.display,
        "kicker": item.kicker,
        "topics": _topic_ids(item.topics),
        "unit": item.unit,
        "kind": item.kind,
        "unit_code": item.currency,
        "qualifier": item.qualifier,
        "as_of": item.as_of,
        "text": _linked(item.html),
        "source": [_source(item.source)] if item.source else [],
        "figure": [],
    }
    return "number_item", value


def _topic_ids(names: tuple[str, ...]) -> list[int]:
    return list(Topic.objects.filter(name__in=names).values_list("pk", flat=True))


def _source(source: Source) -> dict[str, Any]:
    retrieved = source.retrieved.isoformat() if source.retrieved else None
    return {"name": source.name, "url": source.url, "retrieved": retrieved}


def _watch_item(item: WatchItem) -> tuple[str, dict[str, Any]]:
    value = {
        "heading": item.heading,
        "topics": _topic_ids(item.topics),
        "text": _linked(item.html),
        "why_it_matters": item.why_it_matters,
        "watch_date": item.watch_date,
        "watch_until": item.watch_until,
        "figure": [],
    }
    return "watch_item", value


def _quote(part: Quote) -> tuple[str, dict[str, Any]]:
    return "quote", {"text": part.text, "speaker": part.speaker, "role": part.role, "source": part.source}


def _linked(html: str) -> str:
    """Return the HTML with links to other demo stories as Wagtail stores them."""
    return _STORY_LINK.sub(lambda m: f'<a linktype="page" id="{_page_id(m.group(1))}">', html)


def _page_id(slug: str) -> int:
    found: int = StoryPage.objects.values_list("pk", flat=True).get(slug=slug)
    return found


_MEMBERS: dict[type, Any] = {
    Paragraph: lambda part: ("paragraph", _linked(part.html)),
    Heading: lambda part: ("heading", {"text": part.text, "level": "2"}),
    Quote: _quote,
    NumberItem: _number_item,
    WatchItem: _watch_item,
}
