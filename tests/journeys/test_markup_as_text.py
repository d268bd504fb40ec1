"""Markup in plain text stays text, for each format: in the API, on pages and in what a search finds."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.rich_text import RichText

from tests.newsroom import FORMATS, Newsroom

MARKUP = "<script>alert(1)</script>"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


def with_markup(block: Any, value: Any) -> Any:
    """Return a block's native value with markup as every text, rich text being what no editor would store."""
    if isinstance(block, RichTextBlock):
        return RichText(f"<p>{escape(MARKUP)}</p>{MARKUP}")
    if isinstance(block, ListBlock):
        return [with_markup(block.child_block, item) for item in value or []]
    if isinstance(block, StructBlock):
        return {
            name: with_markup(child, (value or {}).get(name)) for name, child in block.child_blocks.items()
        }
    return MARKUP if type(block) in {CharBlock, TextBlock} else value


@pytest.fixture
def story(newsroom: Newsroom, kind: str) -> Any:
    """Return a live story that holds markup wherever a text may stand."""
    page_type = FORMATS[kind]
    blocks = page_type._meta.get_field(page_type.items_field).stream_block.child_blocks
    items = [(name, with_markup(blocks[name], value)) for name, value in newsroom.items(kind)]
    texts = dict.fromkeys(("title", "standfirst", "seo_title", "search_description"), MARKUP)
    hero = newsroom.figure(alt=MARKUP, credit=MARKUP, caption=RichText(escape(MARKUP) + MARKUP))
    own = {"slug": "markup", "hero": [("figure", hero)], page_type.items_field: items}
    return newsroom.live(kind, topics=["Yemen"], **texts, **own)


@pytest.mark.parametrize("kind", FORMATS)
def test_markup_is_text_on_every_page_of_the_reader(newsroom: Newsroom, reader: Client, story: Any) -> None:
    topic = newsroom.topic_page("Yemen")

    for path in (story.url, newsroom.news.url, newsroom.home.url, topic.url, "/search/?q=alert"):
        html = reader.get(path).content.decode()
        assert MARKUP not in html, path
        assert SHOWN in html.replace("<mark>", "").replace("</mark>", ""), path


@pytest.mark.parametrize("kind", FORMATS)
def test_markup_is_text_in_all_html_of_the_api(reader: Client, story: Any) -> None:
    asked = {"search": "alert", "highlight": "true", "type": "news.StoryPage"}
    answer = reader.get("/api/v2/pages/", asked).json()

    (card,), (highlight,) = answer["items"], answer["meta"]["highlights"]
    for html in (card["teaser"]["html"], card["hero"]["caption"], highlight["title"], highlight["text"]):
        assert "<script" not in html
        assert SHOWN in html.replace("<mark>", "").replace("</mark>", "")
