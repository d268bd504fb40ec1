"""The reader shows what the API says, to the letter, and nothing else; every page works without a script."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from cms.core import clock
from home.models import HomeSlot
from tests.newsroom import FORMATS, Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
SCRIPT = Path(__file__).parents[3] / "home" / "static" / "reader" / "reader.js"
MAX_SCRIPT = 15_000


def shown(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_story_shows_all_of_its_document(newsroom: Newsroom, reader: Client, kind: str) -> None:
    page = newsroom.live(kind, title="A “quoted” headline & more", standfirst="One sentence.")

    text = shown(reader, page.url)

    document = reader.get(f"/api/v2/pages/{page.pk}/").json()
    assert "A “quoted” headline &amp; more</h1>" in text
    assert f'alt="{document["hero"]["alt"]}"' in text
    assert f'<span class="caption">{document["hero"]["caption"]}</span>' in text
    assert f'<small class="credit">{document["hero"]["credit"]}</small>' in text
    assert document["hero"]["image"]["renditions"]["wide"]["srcset"] in text
    for member in document.get("items", document.get("body")):
        assert f'id="item-{member["id"]}"' in text


@pytest.mark.parametrize("kind", FORMATS)
def test_templates_get_the_api_s_dictionaries(newsroom: Newsroom, reader: Client, kind: str) -> None:
    page = newsroom.live(kind)

    given = reader.get(page.url).context_data

    assert given["document"] == reader.get(f"/api/v2/pages/{page.pk}/").json()
    assert given["site"] == reader.get("/api/v2/site/").json()


def test_pages_that_present_stories_get_them_from_the_api(newsroom: Newsroom, reader: Client) -> None:
    page, topic = newsroom.live("numbers", topics=["Somalia"]), newsroom.topic_page("Somalia")

    for shown_page in (topic, newsroom.home):
        given = reader.get(shown_page.url).context_data
        assert given["document"] == reader.get(f"/api/v2/pages/{shown_page.pk}/").json()
        assert given["wholes"] == {page.pk: reader.get(f"/api/v2/pages/{page.pk}/").json()}
    span = reader.get(newsroom.news.url).context_data["span"]
    query = f"descendant_of={newsroom.news.pk}&type=news.StoryPage&limit=12&fields=body,items&cursor=*"
    assert span["items"] == reader.get(f"/api/v2/pages/?{query}").json()["items"]


@pytest.mark.parametrize("path", ["/", "/news/", "/somalia/"])
def test_a_card_shows_label_picture_caption_credit_and_more_only_if_there_is_more(
    newsroom: Newsroom, reader: Client, path: str
) -> None:
    newsroom.live("numbers", title="Long", topics=["Somalia"])
    newsroom.live(
        "brief", title="Short", topics=["Somalia"], body=[("paragraph", RichText("<p>All there is.</p>"))]
    )
    newsroom.topic_page("Somalia")

    cards = {
        re.findall(r"<h2><a[^>]*>(.*?)</a>", card)[0]: card
        for card in shown(reader, path).split('<article class="card">')[1:]
    }

    assert set(cards) == {"Long", "Short"}
    for card in cards.values():
        assert 'class="caption"' in card
        assert 'class="credit"' in card
        assert 'alt="A harbour at dawn"' in card
    assert "Hard Numbers" in cards["Long"]
    assert "<strong>43,000</strong>" in cards["Long"]
    assert ("<details" in cards["Long"], "<details" in cards["Short"]) == (True, False)
    assert "All there is." in cards["Short"]


def test_the_front_page_has_slots_beside_the_latest_each_story_once(
    newsroom: Newsroom, reader: Client
) -> None:
    for title in ("Newest", "Chosen", "Other"):
        newsroom.live(title=title, **PLAIN)
    home, chosen = newsroom.home, newsroom.news.get_children()
    home.slots.set([HomeSlot(story_id=chosen.get(title="Chosen").pk, sort_order=0)])
    home.save_revision().publish()

    text = shown(reader, "/")

    assert [text.count(f">{title}</a>") for title in ("Newest", "Chosen", "Other")] == [1, 1, 1]
    assert '<h2 id="latest">Latest</h2>' in text


def test_a_list_goes_on_by_a_real_link(newsroom: Newsroom, reader: Client) -> None:
    start = clock.now() - timedelta(days=2)
    for number in range(13):
        with clock.at(start + timedelta(minutes=number)):
            newsroom.live(title=f"Story {number:02}", slug=f"s-{number}", **PLAIN)

    first = shown(reader, "/news/")
    link = re.findall(r'<a rel="next"[^>]* href="([^"]*)"', first)[0]
    second = shown(reader, f"/news/{link}")

    assert ("Story 12" in first, "Story 00" in first) == (True, False)
    assert ("Story 12" in second, "Story 00" in second) == (False, True)
    assert 'rel="prev"' in second


@pytest.mark.parametrize("cursor", ["x", "", "*", "%00", "x" * 5000])
def test_a_cursor_that_is_none_begins_at_the_newest(newsroom: Newsroom, reader: Client, cursor: str) -> None:
    newsroom.live(title="Here", **PLAIN)

    assert "Here" in shown(reader, f"/news/?cursor={cursor}")


def test_an_author_s_page_lists_what_they_wrote(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="Signed", **PLAIN)

    assert '<a href="/authors/a-writer/" rel="author">A. Writer</a>' in shown(reader, page.url)
    text = shown(reader, "/authors/a-writer/")
    assert "<h1>A. Writer</h1>" in text
    assert "1 story" in text
    assert "Signed" in text
    assert reader.get("/authors/nobody/").status_code == 404


def test_a_search_shows_the_words_where_they_stand(newsroom: Newsroom, reader: Client) -> None:
    newsroom.live(title="Ships <wait>", **PLAIN)

    text = shown(reader, "/search/?q=ships")

    assert "1 story found for “ships”." in text
    assert "<mark>Ships</mark> &lt;wait&gt;" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Type one or more words"), ("nothing", "0 stories found"), ('"', "no words"), ("%00", "no words")],
)
def test_a_search_without_an_answer_says_so(
    newsroom: Newsroom, reader: Client, words: str, said: str
) -> None:
    assert said in shown(reader, f"/search/?q={words}")


def test_what_is_not_there_leads_on(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.get("/nothing/here/")

    assert answer.status_code == 404
    assert 'action="/search/"' in answer.content.decode()


def test_a_story_says_what_it_is_to_machines(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="</script><b>", standfirst="Said & done.")

    text = shown(reader, page.url)

    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    article = json.loads(data[0])
    assert len(data) == 1
    assert (article["@type"], article["headline"]) == ("NewsArticle", "</script><b>")
    assert article["url"] == f"https://example.org{page.url}"
    assert article["author"] == [{"@type": "Person", "name": "A. Writer"}]
    assert f'<link rel="canonical" href="https://example.org{page.url}">' in text
    assert '<meta name="description" content="Said &amp; done.">' in text
    assert '<meta property="og:type" content="article">' in text


def test_nothing_is_inline_and_the_policy_forbids_it(newsroom: Newsroom, reader: Client) -> None:
    newsroom.live("watch")
    newsroom.topic_page("Somalia")

    for path in ("/", "/news/", "/somalia/", "/news/a-headline/", "/search/?q=gas", "/nothing/"):
        answer = reader.get(path)
        policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
        assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
            "'none'",
            "'self'",
            "'self'",
        )
        assert not re.findall(r"<style| style=|<script>| on\w+=", answer.content.decode())


def test_the_script_is_small_and_asks_the_public_api_alone() -> None:
    source = SCRIPT.read_text(encoding="utf-8")

    addresses = set(re.findall(r"[\"'`](/[^\"'`]*|https?:[^\"'`]*)[\"'`]", source))

    assert len(source.encode()) < MAX_SCRIPT
    assert addresses == {"/api/v2/pages/"}


def test_a_newsroom_s_own_front_end_takes_over(newsroom: Newsroom, reader: Client, settings: Any) -> None:
    settings.GALLEY_FRONTEND_URL = "https://news.example"
    page = newsroom.live(**PLAIN)

    answer = reader.get(page.get_url_parts()[2])

    assert (answer.status_code, answer["Location"]) == (302, f"https://news.example/news/{page.slug}/")
    assert reader.get("/search/").status_code == 404
    document = reader.get(f"/api/v2/pages/{page.pk}/").json()
    assert document["meta"]["html_url"] == f"https://news.example/news/{page.slug}/"
    assert document["meta"]["path"] == f"/news/{page.slug}/"


def test_the_script_draws_no_block_itself() -> None:
    assert "block" not in SCRIPT.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("shared_s", "said"),
    [(0, "public, max-age=0, must-revalidate"), (9, "public, max-age=0, s-maxage=9, must-revalidate")],
)
def test_caches_keep_pages_for_as_long_as_answers_of_the_api(
    newsroom: Newsroom, reader: Client, settings: Any, shared_s: int, said: str
) -> None:
    settings.GALLEY_SHARED_CACHE_SECONDS = shared_s
    page = newsroom.live(**PLAIN)

    read, missing = reader.get(page.url), reader.get("/nothing/")
    reader.force_login(newsroom.writer)
    own = reader.get(page.url)

    told = [answer["Cache-Control"] for answer in (read, missing, own)]
    assert told == [said, "no-store", "private, no-store"]
