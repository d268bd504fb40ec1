"""What events can touch in a document, worked out from current rows without the projections' code."""

import json
import re
from collections.abc import Iterator
from typing import Any

from wagtail.images.models import Filter
from wagtail.models import Page

from cms.publishing.models import KeptCopy
from home.models import HomePage
from news.models import (
    FORMATS,
    Author,
    FormatLabel,
    NewsImage,
    NewsRendition,
    Series,
    StoryPage,
    Topic,
    TopicPage,
)

from .tree import Tree

HREF = re.compile(r'href="([^"]*)"')
Fact = tuple[str, Any, Any]


def wrong_facts(tree: Tree, page: Any, body: dict[str, Any], index: list[tuple[str, ...]]) -> Iterator[Fact]:
    """Return each fact of a stored body and its index rows that is not so: name, stored, true."""
    pairs = [*_of_place(tree, page, body), *_of_menu(tree, page, index)]
    if isinstance(page, StoryPage):
        pairs += [*_of_story(tree, page, body), *_of_items(tree, page, body), *_of_index(tree, page, index)]
    if isinstance(page, TopicPage):
        pairs += _of_topic_page(tree, page, body, index)
    yield from ((name, seen, true) for name, seen, true in pairs if seen != true)


def _of_place(tree: Tree, page: Any, body: dict[str, Any]) -> Iterator[Fact]:
    origin, path = tree.address(page.pk)
    meta = body["meta"]
    yield "meta.path", meta["path"], path
    yield "meta.html_url", meta["html_url"], origin + path
    yield "meta.slug", meta["slug"], tree.nodes[page.pk].slug
    yield "meta.locale", meta["locale"], tree.nodes[page.pk].locale
    above = tree.line(page.pk)[:-1]
    yield "meta.parent", meta["parent"], _reference(tree, above[-1].pk if above else None)
    yield "meta.alias_of", meta["alias_of"], _reference(tree, tree.nodes[page.pk].alias_of)


def _reference(tree: Tree, pk: int | None) -> dict[str, Any] | None:
    copy = (
        KeptCopy.objects.filter(page_id=tree.source(pk), state="live").first() if pk in tree.public else None
    )
    if pk is None or copy is None:
        return None
    model = Page.objects.get(pk=pk).specific_class
    meta = {
        "type": f"{model._meta.app_label}.{model.__name__}",
        "detail_url": f"https://example.org/api/v2/pages/{pk}/",
        "html_url": "".join(tree.address(pk)),
    }
    return {"id": pk, "meta": meta, "title": copy.content["title"]}


def _of_menu(tree: Tree, page: Any, index: list[tuple[str, ...]]) -> Iterator[Fact]:
    """Say what the menu holds; the front page is not in it."""
    origin, path = tree.address(page.pk)
    true = {
        "id": page.pk,
        "uuid": str(page.uuid),
        "title": page.title,
        "type": f"{page._meta.app_label}.{type(page).__name__}",
        "path": path,
        "detail_url": f"https://example.org/api/v2/pages/{page.pk}/",
        "html_url": origin + path,
    }
    is_shown = page.show_in_menus and not isinstance(page, HomePage)
    yield "menu", [json.loads(row[-1]) for row in index if row[0] == "menu"], [true] if is_shown else []


def _of_story(tree: Tree, page: Any, body: dict[str, Any]) -> Iterator[Fact]:
    labels = _labels(tree, page.pk)
    yield "label", body["label"], labels[type(page)]
    yield "topics", body["topics"], _topics(tree, {topic.pk for topic in page.topics.all()})
    authors = Author.objects.in_bulk([line.author_id for line in page.bylines.all()])
    true = [(authors[line.author_id].slug, authors[line.author_id].name) for line in page.bylines.all()]
    yield "bylines", [(line["slug"], line["name"]) for line in body["bylines"]], true
    targets = [row.target_id for row in page.related.all() if row.target_id in tree.public]
    rows = StoryPage.objects.in_bulk(targets)
    true = [(rows[pk].title, tree.address(pk)[1], labels[rows[pk].specific_class]) for pk in targets]
    yield "related", [(row["title"], row["path"], row["label"]) for row in body["related"]], true
    pictures = [b.value["image"] for b in page.hero if b.value.get("image")]
    pictures = [p for p in pictures if NewsImage.objects.filter(pk=p.pk).exists()]
    yield "hero", bool(body["hero"]), bool(pictures)
    if pictures and body["hero"]:
        yield "crops", _urls(body["hero"]) - _current_urls(pictures[0].pk), set()


def _of_items(tree: Tree, page: Any, body: dict[str, Any]) -> Iterator[Fact]:
    source = json.dumps([block.get_prep_value() for block in getattr(page, page.items_field)])
    linked = [int(pk) for pk in re.findall(r'linktype=\\"page\\" id=\\"(\d+)\\"', source)]
    true = [tree.address(pk)[1] for pk in linked if pk in tree.public]
    yield "links", HREF.findall(json.dumps(body[page.items_field]).replace('\\"', '"')), true
    seen = [ref["slug"] for item in body.get("items", ()) for ref in item["value"].get("topics", ())]
    yield "topics of items", seen, [row["slug"] for row in _topics(tree, _item_topics(page))]


def _of_index(tree: Tree, page: Any, index: list[tuple[str, ...]]) -> Iterator[Fact]:
    """Say under which keys lists find the story and its items."""
    all_topics = {topic.pk for topic in page.topics.all()} | _item_topics(page)
    yield "topics in the index", _keys(index, "topic"), sorted(r["slug"] for r in _topics(tree, all_topics))
    authors = Author.objects.filter(pk__in=[line.author_id for line in page.bylines.all()])
    yield "authors in the index", _keys(index, "author"), sorted({author.slug for author in authors})
    url = "".join(tree.address(page.pk))
    payloads = [json.loads(row[-1]) for row in index if row[0] in {"series", "calendar"}]
    yield (
        "addresses in the index",
        {(p["story"]["html_url"], p["story"]["title"]) for p in payloads},
        ({(url, page.title)} if payloads else set()),
    )
    items = getattr(page, page.items_field)
    named = Series.objects.filter(pk__in=[s.pk for block in items if (s := _value(block, "series"))])
    yield "series in the index", set(_keys(index, "series")), {str(series.pk) for series in named}
    yield "in series", _keys(index, "in_series"), sorted({series.slug for series in named})
    dated = [str(block.id) for block in items if _value(block, "watch_date")]
    yield "dated items", sorted(row[3] for row in index if row[0] == "calendar"), sorted(dated)


def _keys(index: list[tuple[str, ...]], kind: str) -> list[str]:
    return sorted(row[1] for row in index if row[0] == kind)


def _value(block: Any, name: str) -> Any:
    return block.value.get(name) if block.block_type in {"number_item", "watch_item"} else None


def _item_topics(page: Any) -> set[int]:
    return {t.pk for block in getattr(page, page.items_field) for t in _value(block, "topics") or () if t}


def _of_topic_page(tree: Tree, page: Any, body: dict[str, Any], index: list[tuple[str, ...]]) -> list[Fact]:
    (plan,) = (json.loads(row[-1]) for row in index if row[0] == "joined")
    pins = [pin.story_id for pin in page.pins.all()]
    return [
        ("topic", [body["topic"]], _topics(tree, {page.topic_id})),
        ("topic of the feed", plan["key"], Topic.objects.get(pk=page.topic_id).slug),
        ("pins", [choice["page_id"] for choice in plan["chosen"]], pins),
    ]


def _topics(tree: Tree, pks: set[int]) -> list[dict[str, Any]]:
    """Return the topics that are still there by name, each with the path of the first public page of it."""
    pages = dict(
        TopicPage.objects.filter(topic__in=pks, pk__in=tree.public)
        .order_by("-pk")
        .values_list("topic_id", "pk")
    )
    paths = {topic: tree.address(pk)[1] for topic, pk in pages.items()}
    rows = sorted(Topic.objects.filter(pk__in=pks), key=lambda topic: topic.name)
    return [{"slug": t.slug, "name": t.name, "path": paths.get(t.pk)} for t in rows]


def _labels(tree: Tree, pk: int) -> dict[Any, str]:
    """Return the labels that the page's site has set; a page outside all sites has the defaults."""
    site = tree.site_of(pk)
    own = {row.format: row.label for row in FormatLabel.objects.filter(setting__site=site)} if site else {}
    return {kind: own.get(name, kind.label) for name, kind in FORMATS.items()}


def _urls(figure: dict[str, Any]) -> set[str]:
    renditions = figure["image"]["renditions"].values()
    return {
        url for crop in renditions for url in re.findall(r"\S+/r/\S+", crop["url"] + " " + crop["srcset"])
    }


def _current_urls(image_id: int) -> set[str]:
    image = NewsImage.objects.get(pk=image_id)
    rows = NewsRendition.objects.filter(image_id=image_id)
    keys = {row: Filter(spec=row.filter_spec).get_cache_key(image) for row in rows}
    return {f"https://example.org{row.url}" for row, key in keys.items() if row.focal_point_key == key}
