"""The demo: refused outside development, loaded once, and what it shows to readers."""

from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.html import strip_tags
from PIL import Image as PillowImage

from home.demo.build import PICTURES
from home.demo.stories import STORIES
from home.models import HomePage
from home.setup import setup_newsroom
from news.models import StoryPage
from news.photo_desk import read_words
from tests.world import world


@pytest.fixture(autouse=True)
def _nobody_works_here_yet(db: None) -> None:
    """Leave the demo its users' names."""
    get_user_model().objects.all().delete()


def test_the_demo_is_refused_where_it_is_not_allowed(db: None, settings: Any) -> None:
    setup_newsroom(steps=2)
    settings.GALLEY_DEMO_ALLOWED = False
    before = world()

    with pytest.raises(CommandError, match="for development only"):
        call_command("load_demo")

    assert world() == before
    assert get_user_model().objects.count() == 0


def test_the_demo_needs_a_newsroom(db: None) -> None:
    HomePage.objects.get().delete()

    with pytest.raises(CommandError, match="setup_newsroom"):
        call_command("load_demo")


@pytest.mark.slow
def test_the_demo_stands_as_written_and_is_loaded_once(db: None, reader: Client) -> None:
    setup_newsroom(steps=2)
    call_command("load_demo", verbosity=0, stdout=StringIO())
    before = world()
    call_command("load_demo", verbosity=0, stdout=StringIO())

    assert world() == before
    assert_every_story_is_where_its_state_says()
    assert_one_topic_crosses_the_formats_newest_first(reader)
    assert_welcome_prints_only_logins_that_work()


def assert_every_story_is_where_its_state_says() -> None:
    dates = dict(StoryPage.objects.live().values_list("slug", "first_published_at"))
    assert set(StoryPage.objects.values_list("slug", flat=True)) == {story.slug for story in STORIES}
    assert dates == {story.slug: story.at for story in STORIES if story.state == "live"}


def assert_one_topic_crosses_the_formats_newest_first(reader: Client) -> None:
    items = reader.get("/api/v2/pages/?topic=north-korea&type=news.StoryPage").json()["items"]
    published = [item["meta"]["first_published_at"] for item in items]
    types = {item["meta"]["type"] for item in items}
    assert types == {"news.BriefPage", "news.NumbersListPage", "news.WatchListPage"}
    assert published == sorted(published, reverse=True)


def assert_welcome_prints_only_logins_that_work() -> None:
    writer = get_user_model().objects.get(username="writer")
    writer.set_password("changed")
    writer.save()
    out = StringIO()
    call_command("welcome", stdout=out)
    assert "reviewer-galley" in out.getvalue()
    assert "writer-galley" not in out.getvalue()


def test_welcome_names_no_login_where_the_demo_is_not_allowed(db: None, settings: Any) -> None:
    settings.GALLEY_DEMO_ALLOWED = False
    out = StringIO()

    call_command("welcome", stdout=out)

    assert "-galley" not in out.getvalue()


def test_each_picture_file_belongs_to_a_story_and_carries_its_words() -> None:
    shown = {story.picture.filename: story.picture for story in STORIES if story.picture}
    files = {path.name for path in PICTURES.glob("*.jpg")}

    assert files == set(shown)
    for name, picture in shown.items():
        with (PICTURES / name).open("rb") as file:
            words = read_words(file)
            assert PillowImage.open(file).size == (1600, 1067)
        assert (words.credit, words.caption) == (picture.credit, unescape(strip_tags(picture.caption)))
