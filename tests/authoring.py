"""What programs send: whole stories of each format, as JSON."""

import re
from typing import Any

from news.models import Author, NewsImage
from tests.newsroom import FORMATS, Newsroom, example, picture_file

TEXT = (
    '<p>One paragraph with <b>weight</b>, a <a href="https://example.org/a">link</a>.</p><p>And another.</p>'
)


def author(name: str = "A. Writer") -> Author:
    """Return the author of that name."""
    return Author.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(". ", "-")})[0]


def image() -> NewsImage:
    """Return an image without renditions, which no draft needs and which take time."""
    return NewsImage.objects.first() or NewsImage.objects.create(title="A picture", file=picture_file())


def figure() -> dict[str, Any]:
    """Return the value of a picture with everything filled in."""
    return {
        "image": image().pk,
        "alt": "A harbour at dawn",
        "decorative": False,
        "caption": "<p>The harbour, <i>January 10</i>.</p>",
        "credit": "REUTERS/A. Name",
    }


def number() -> dict[str, Any]:
    """Return the value of a number with entries of its own, and a source."""
    return {
        "display": "43,000",
        "kind": "integer",
        "value": "43000",
        "value_high": "",
        "denominator": "",
        "unit": "deaths",
        "unit_code": "",
        "qualifier": "about",
        "as_of": "2022",
        "confirmed": True,
        "source": [{"name": "WHO", "url": "https://who.example/report", "retrieved": "2023-03-01"}],
    }


def members(newsroom: Newsroom, kind: str) -> list[dict[str, Any]]:
    """Return the stream of a format with every kind of block, each with all fields."""
    picture = figure()
    item = number() | {
        "kicker": "A drought",
        "text": TEXT,
        "topics": [newsroom.topic("Yemen").pk],
        "series": None,
        "figure": [picture],
    }
    watch = {
        "heading": "A border deal",
        "text": TEXT,
        "why_it_matters": "Gas.",
        "watch_date": "2026-07-04",
        "watch_until": "2026-07-14",
        "topics": [newsroom.topic("Yemen").pk],
        "figure": [picture],
    }
    quote = {"text": "We will see.", "speaker": "A. Person", "role": "Minister", "source": "BBC"}
    return {
        "brief": [
            {"type": "paragraph", "value": TEXT},
            {"type": "heading", "value": {"text": "What next", "level": "3"}},
            {"type": "figure", "value": picture},
            {"type": "quote", "value": quote},
            {"type": "number", "value": number()},
        ],
        "numbers": [
            {"type": "number_item", "value": item},
            {"type": "number_item", "value": item | {"display": ""}},
        ],
        "watch": [{"type": "watch_item", "value": watch}],
    }.get(kind) or [{"type": name, "value": value} for name, value in example(kind)]


def story(newsroom: Newsroom, kind: str = "brief", **more: Any) -> dict[str, Any]:
    """Return a whole story to be created in the section *News*."""
    page_type = FORMATS[kind]
    return {
        "meta": {"type": page_type._meta.label, "parent_id": newsroom.news.pk},
        "title": "A headline",
        "slug": "a-headline",
        "seo_title": "For search engines",
        "search_description": "What it says",
        "standfirst": "One sentence.",
        "hero": [{"type": "figure", "value": figure()}],
        "no_picture": False,
        page_type.items_field: members(newsroom, kind),
        "topics": [newsroom.topic("Somalia").pk],
        "bylines": [
            {"author": author().pk, "role": "editor"},
            {"author": author("B. Writer").pk, "role": "writer"},
        ],
        "related": [{"target": newsroom.draft(title="Another", hero=[], no_picture=True).pk}],
        "corrections": [{"text": "<p>It was <b>wrong</b>.</p>", "at": "2026-07-04T12:00:00Z"}],
        "substantive_update": True,
        "deadline": "2026-07-04T12:00:00Z",
        "is_breaking": True,
        "internal_note": "Call them.",
        "go_live_at": "2030-07-04T12:00:00Z",
        "expire_at": "2031-07-04T12:00:00Z",
    } | more


def sendable(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what was read as it may be sent back: without what only says where the page is."""
    return {name: value for name, value in answer.items() if name not in {"id", "meta"}}


def without_ids(value: Any) -> Any:
    """Return JSON without the ids of rows and members, and without Draftail's keys."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        return {name: without_ids(inner) for name, inner in value.items() if name != "id"}
    return re.sub(r' data-block-key="[^"]*"', "", value) if isinstance(value, str) else value
