"""One full story of each format: every block and every optional part that a reader can meet."""

from datetime import date
from typing import Any

from wagtail.rich_text import RichText

from news.models import RelatedStory
from tests.newsroom import FORMATS, Newsroom


def full_story(newsroom: Newsroom, kind: str) -> Any:
    """Return a live story of the format, with two topics (one with a page), a related story and pictures."""
    newsroom.topic_page("Yemen")
    other = newsroom.live(
        "brief", title="An earlier story", slug="an-earlier-story", hero=[], no_picture=True
    )
    page = newsroom.draft(
        kind,
        title=f"A full {kind} story",
        slug=f"a-full-{kind}-story",
        standfirst="One sentence, “quoted” & <escaped>.",
        seo_title="For search engines",
        search_description="What it is about.",
        topics=["Yemen", "Somalia"],
        hero=[("figure", newsroom.figure(image=focused_image(newsroom)))],
        **{FORMATS[kind].items_field: full_items(newsroom, kind)},
    )
    page.related.set([RelatedStory(target=other, sort_order=0)])
    page.save_revision(user=newsroom.writer, clean=False)
    newsroom.publish(page)
    return page


def focused_image(newsroom: Newsroom) -> Any:
    """Return an image with a focal point."""
    point = {"focal_point_x": 12, "focal_point_y": 16, "focal_point_width": 8, "focal_point_height": 8}
    return newsroom.image(**point)


def full_items(newsroom: Newsroom, kind: str) -> list[tuple[str, Any]]:
    """Return stream values with every block of the format."""
    decorative = newsroom.figure(alt="", decorative=True, caption=RichText(""))
    listed = RichText(
        '<p>A <b>bold</b> <a href="https://example.com/?a=1&amp;b=2">link</a>.</p><ul><li>One</li></ul>'
    )
    source = {
        "name": "WHO",
        "url": "https://who.example/report",
        "retrieved": date(2023, 3, 20),
    }
    items = newsroom.items(kind)
    if kind == "brief":
        return [*items, ("paragraph", listed), ("figure", decorative)]
    if kind not in {"numbers", "watch"}:
        return items
    name, value = items[0]
    typed = {"display": "At least $1.2 trillion", "unit_code": "USD", "unit": "", "as_of": "2023-Q1"}
    own = {"numbers": {"source": [source]} | typed, "watch": {"watch_date": "2023-Q2"}}[kind]
    extra = {"figure": [decorative], "text": listed} | own
    return [*items, (name, value | extra)]
