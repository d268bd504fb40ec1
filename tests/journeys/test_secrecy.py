"""What is not published is nowhere: a marker in every text of a draft occurs in no public answer."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from cms.delivery.registry import projections
from news.models import NewsImage, RelatedStory
from tests.markers import MARKER, Marking
from tests.newsroom import FORMATS, Newsroom
from tests.routes import admin_addresses, holders, public_addresses, public_routes

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
LEAST_TEXTS = 20  # of a story; the real number grows with the model


def hidden(marking: Marking) -> dict[str, list[str]]:
    """Return what an attacker might guess: slugs, paths and files that hold markers."""
    slugs = marking.placed("slug")
    originals = [image.file.name for image in NewsImage.objects.all()]
    return {
        "slugs": slugs,
        "paths": [f"/{parent}{slug}/" for slug in slugs for parent in ("", "news/")],
        "media": [*originals, *(f"original_images/{name}.png" for name in marking.placed("filename"))],
    }


def leaks(reader: Client, marking: Marking) -> list[str]:
    """Walk all public addresses as anonymous; return those that answer with a marker."""
    public = public_addresses(hidden(marking))
    return holders(reader, [address for samples in public.values() for address in samples], MARKER)


def found(reader: Client, marking: Marking) -> list[str]:
    """Return the markers that a search finds, or counts."""
    answers = {text: reader.get(f"/api/v2/pages/?search={text}").json() for text in [MARKER, *marking.texts]}
    return [text for text, answer in answers.items() if answer != {"meta": {"total_count": 0}, "items": []}]


def kept(page: Any) -> set[str]:
    """Return the markers that the newest revision holds: proof that there is something to leak."""
    return set(re.findall(rf"{MARKER}[0-9]+", json.dumps(page.get_latest_revision().content, default=str)))


@pytest.fixture(autouse=True)
def _surrogate_keys(settings: Any) -> None:
    """Let answers name in their headers what they are about."""
    settings.GALLEY_SURROGATE_KEYS = True


@pytest.fixture
def marking(newsroom: Newsroom) -> Marking:
    """Return a marking whose related story is itself a marked draft, beside a live story."""
    newsroom.live("brief", slug="live", **PLAIN)
    related = newsroom.draft("brief", title=MARKER, slug=MARKER, **PLAIN)
    return Marking(newsroom, related=related)


def test_every_public_route_has_sample_addresses(newsroom: Newsroom) -> None:
    samples = public_addresses({"slugs": ["a"], "paths": ["/a/"], "media": ["a.png"]})

    assert set(public_routes()) == set(samples), "Give new routes sample addresses in tests/routes.py."
    assert all(samples.values())


@pytest.mark.parametrize("kind", FORMATS)
def test_no_text_of_a_draft_is_public(
    newsroom: Newsroom, reader: Client, marking: Marking, kind: str
) -> None:
    page = marking.fill(newsroom.draft(kind, **PLAIN))
    page.save(clean=False)
    page.save_revision(user=newsroom.writer, clean=False)

    assert kept(page) == set(marking.texts) - marking.apart
    assert len(marking.texts) > LEAST_TEXTS
    assert leaks(reader, marking) == []
    assert found(reader, marking) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_text_of_an_unpublished_change_is_public(
    newsroom: Newsroom, reader: Client, marking: Marking, kind: str
) -> None:
    page = newsroom.live(kind, **PLAIN)
    before = reader.get(f"/api/v2/pages/{page.pk}/").content

    marking.fill(page).save_revision(user=newsroom.writer, clean=False)

    assert kept(page) == set(marking.texts) - marking.apart
    assert (leaks(reader, marking), found(reader, marking)) == ([], [])
    assert reader.get(f"/api/v2/pages/{page.pk}/").content == before


def test_a_live_story_does_not_betray_the_drafts_that_it_names(
    newsroom: Newsroom, reader: Client, marking: Marking
) -> None:
    draft = marking.related
    link = RichText(f'<p>See <a linktype="page" id="{draft.pk}">there</a>.</p>')
    page = newsroom.draft("brief", body=[("paragraph", link)], **PLAIN)
    page.related.set([RelatedStory(target=draft, sort_order=0)])
    page.save_revision(user=newsroom.writer, clean=False)
    newsroom.publish(page)

    detail = reader.get(f"/api/v2/pages/{page.pk}/").json()

    assert detail["related"] == []
    assert detail["body"][0]["value"] == "<p>See there.</p>"
    assert leaks(reader, marking) == []


def direct_page(newsroom: Newsroom, label: str) -> Any:
    """Return a live page of a type without review."""
    if label == "home.HomePage":
        return newsroom.home
    if label == "news.TopicPage":
        return newsroom.topic_page("Yemen")
    return newsroom.news


@pytest.mark.parametrize("label", ["home.HomePage", "news.NewsIndexPage", "news.TopicPage"])
def test_no_text_of_a_changed_section_is_public(
    newsroom: Newsroom, reader: Client, marking: Marking, label: str
) -> None:
    page = direct_page(newsroom, label)

    marking.fill(page).save_revision(user=newsroom.publisher, clean=False)

    assert kept(page) == set(marking.texts) - marking.apart
    assert leaks(reader, marking) == []


def test_the_cases_cover_every_page_type(newsroom: Newsroom) -> None:
    stories = {f"news.{page_type.__name__}" for page_type in FORMATS.values()}

    assert set(projections()) == stories | {"home.HomePage", "news.NewsIndexPage", "news.TopicPage"}


def test_the_walk_finds_what_is_public(newsroom: Newsroom, reader: Client) -> None:
    marking = Marking(newsroom)
    page = newsroom.live("brief", title=marking.text("title"), slug=marking.text("slug"), **PLAIN)

    leaking = leaks(reader, marking)

    assert f"/api/v2/pages/{page.pk}/" in leaking
    assert "/api/v2/pages/" in leaking
    assert f"/news/{page.slug}/" in leaking
    assert found(reader, marking) == [page.title]


def test_originals_of_published_pictures_are_not_public_either(newsroom: Newsroom, reader: Client) -> None:
    image = newsroom.image(f"{MARKER}.png")
    newsroom.live("brief", hero=[("figure", newsroom.figure(image=image))])

    assert reader.get(image.file.url).status_code == 404
    assert [rendition for rendition in image.renditions.all() if MARKER in rendition.file.name] == []


def test_the_admin_tells_anonymous_visitors_nothing(
    newsroom: Newsroom, reader: Client, marking: Marking
) -> None:
    page = marking.fill(newsroom.draft("brief", **PLAIN))
    page.save(clean=False)
    page.save_revision(user=newsroom.writer, clean=False)

    found = holders(reader, admin_addresses([page.pk]), MARKER)

    assert found == []
