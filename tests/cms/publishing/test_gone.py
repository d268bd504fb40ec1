"""What a story names is deleted: the story goes on without it, live, as an alias, and in its next review."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.core.refusals import Refusal, UnsealedWrite
from news.models import RelatedStory, Series
from tests.newsroom import Newsroom


@pytest.fixture(params=["a series", "a related story", "a topic", "a topic of an item"])
def live(newsroom: Newsroom, request: pytest.FixtureRequest) -> Any:
    """Return a live story after something it uses was deleted."""
    named: dict[str, Any] = {
        "a series": Series.objects.create(name="Deaths", slug="deaths"),
        "a related story": newsroom.live(hero=[], no_picture=True),
        "a topic": newsroom.topic("Gone"),
        "a topic of an item": newsroom.topic("Gone"),
    }
    item = {"display": "43,000", "kicker": "A drought", "text": RichText("<p>It.</p>")}
    if request.param == "a series":
        item["series"] = named["a series"]
    if request.param == "a topic of an item":
        item["topics"] = [named["a topic"]]
    topics = ["Somalia", "Gone"] if request.param == "a topic" else ["Somalia"]
    page = newsroom.draft("numbers", items=[("number_item", item)], hero=[], no_picture=True, topics=topics)
    if request.param == "a related story":
        draft = page.get_latest_revision_as_object()
        draft.related.set([RelatedStory(target=named["a related story"], sort_order=0)])
        draft.save_revision(user=newsroom.writer, clean=False)
    newsroom.publish(page)
    gone = named[request.param]
    type(gone).objects.get(pk=gone.pk).delete()
    return Page.objects.get(pk=page.pk).specific


def save(page: Any) -> None:
    page.save()


def save_what_was_read(page: Any) -> None:
    page.images()
    page.save()


def make_an_alias(page: Any) -> None:
    assert page.create_alias(update_slug="alias").live


@pytest.mark.parametrize("act", [save, save_what_was_read, make_an_alias])
def test_a_live_story_goes_on_without(live: Any, act: Callable[[Any], None]) -> None:
    act(live)

    assert Page.objects.get(pk=live.pk).live


def test_its_next_change_goes_through_the_review(newsroom: Newsroom, live: Any) -> None:
    newsroom.publish_change(live, title="Another")

    assert Page.objects.get(pk=live.pk).title == "Another"


def test_in_review_it_is_saved_again_first(newsroom: Newsroom) -> None:
    series = Series.objects.create(name="Hunger", slug="hunger")
    item = {"display": "1", "kicker": "A", "text": RichText("<p>It.</p>"), "series": series}
    page = newsroom.submitted("numbers", items=[("number_item", item)], hero=[], no_picture=True)
    series.delete()

    with pytest.raises(Refusal, match="something it uses was deleted"):
        newsroom.approve(page, newsroom.reviewer)


def test_it_is_no_way_around_the_review(live: Any) -> None:
    live.title = "Another"

    with pytest.raises(UnsealedWrite):
        live.save()
