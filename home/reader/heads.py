"""What a page says of itself to search engines and to those who share it; pure, from its document."""

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]


def description_of(document: Document) -> str:
    """Return the text under a link to a page; empty where there is none."""
    return str(document["meta"]["search_description"] or document["standfirst"] or "")


def image_of(document: Document) -> Mapping[str, Any] | None:
    """Return the rendition that stands for a page elsewhere, or None."""
    hero = document.get("hero")
    return hero["image"]["renditions"].get("wide") if hero else None


def open_graph(document: Document, *, site_name: str) -> Iterator[tuple[str, str]]:
    """Return the properties of the Open Graph protocol, in order."""
    meta = document["meta"]
    yield "og:type", "article" if is_story(document) else "website"
    yield "og:site_name", site_name
    yield "og:title", document["title"]
    yield "og:url", meta["html_url"]
    if description := description_of(document):
        yield "og:description", description
    if image := image_of(document):
        yield "og:image", image["url"]
        yield "og:image:width", str(image["width"])
        yield "og:image:height", str(image["height"])
        yield "og:image:alt", document["hero"]["alt"]


def news_article(document: Document, *, publisher: str) -> dict[str, Any] | None:
    """Return a story as schema.org's NewsArticle; None for pages that are none."""
    if not is_story(document):
        return None
    meta, image = document["meta"], image_of(document)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": document["title"],
        "description": description_of(document),
        "url": meta["html_url"],
        "mainEntityOfPage": meta["html_url"],
        "inLanguage": meta["locale"],
        "datePublished": meta["first_published_at"],
        "dateModified": document["updated_at"] or meta["first_published_at"],
        "author": [{"@type": "Person", "name": line["name"]} for line in document["bylines"]],
        "image": [image["url"]] if image else [],
        "publisher": {"@type": "Organization", "name": publisher},
    }


def is_story(document: Document) -> bool:
    """Whether a document is a story: others have no corrections."""
    return "corrections" in document
