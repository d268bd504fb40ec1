"""The seal: what changes it, and what does not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.publishing import scheduler
from cms.publishing.seal import VERSION, seal_of, sealed_content
from news.models import Series
from tests.newsroom import Newsroom


def reread(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific.get_latest_revision().as_object()


@pytest.mark.parametrize("kind", ["brief", "numbers", "watch"])
def test_reading_and_saving_again_keeps_the_seal(newsroom: Newsroom, kind: str) -> None:
    page = newsroom.draft(kind)
    first = seal_of(reread(page))

    again = reread(page)
    again.save_revision(user=newsroom.reviewer)

    assert seal_of(reread(page)) == first
    assert first.startswith(f"{VERSION:02x}")
    assert len(first) == 66


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"slug": "another"},
        {"standfirst": "Another."},
        {"seo_title": "Another"},
        {"search_description": "Another"},
        {"show_in_menus": True},
        {"no_picture": True},
        {"go_live_at": datetime(2030, 1, 1, tzinfo=UTC)},
        {"expire_at": datetime(2030, 1, 1, tzinfo=UTC)},
        {"hero": []},
        {"body": []},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_public_field_changes_the_seal(newsroom: Newsroom, change: dict[str, Any]) -> None:
    page = reread(newsroom.draft())
    before = seal_of(page)

    for name, value in change.items():
        setattr(page, name, value)

    assert seal_of(page) != before


def test_order_topics_bylines_and_related_stories_change_the_seal(newsroom: Newsroom) -> None:
    page = reread(newsroom.draft())
    seals = [seal_of(page)]

    page.body = list(reversed([(b.block_type, b.value) for b in page.body]))
    seals.append(seal_of(page))
    page.topics.add(newsroom.topic("Yemen"))
    seals.append(seal_of(page))
    page.bylines.clear()
    seals.append(seal_of(page))

    assert len(set(seals)) == 4


def test_bookkeeping_does_not_change_the_seal(newsroom: Newsroom) -> None:
    page = reread(newsroom.draft())
    before = seal_of(page)

    page.locked, page.locked_by = True, newsroom.writer
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = timezone.now()
    page.draft_title, page.owner, page.expired, page.live = "x", newsroom.reviewer, True, True

    assert seal_of(page) == before


def test_draftails_keys_do_not_change_the_seal(newsroom: Newsroom) -> None:
    bare, keyed = (
        newsroom.draft(body=[("paragraph", RichText(f"<p{key}>One <b>word</b>.</p>"))], title=title)
        for key, title in (("", "One"), (' data-block-key="ab1cd"', "Two"))
    )

    assert [b["value"] for b in sealed_content(bare)["body"]] == [
        b["value"] for b in sealed_content(keyed)["body"]
    ]


def test_a_key_that_a_reader_would_see_is_sealed(newsroom: Newsroom) -> None:
    page = reread(newsroom.draft())
    seals = set()

    for title in ('<p data-block-key="ab1cd">', '<p data-block-key="zz9zz">'):
        page.title = title
        seals.add(seal_of(page))

    assert len(seals) == 2


def test_the_file_of_a_picture_is_sealed_but_not_its_words(newsroom: Newsroom) -> None:
    image = newsroom.image()
    page = reread(newsroom.draft(hero=[("figure", newsroom.figure(image=image))]))
    before = seal_of(page)

    image.credit, image.description, image.title = "Another", "Another", "Another"
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 4
    image.save()
    assert seal_of(reread(page)) == before

    image.file_hash = "0" * 40
    image.save()
    assert seal_of(reread(page)) != before


@given(st.sampled_from(["", None, False]))
def test_empty_values_are_left_out(value: Any) -> None:
    from cms.publishing.seal import _without_empty

    assert _without_empty({"a": value, "zero": 0, "b": 1}) == {"zero": 0, "b": 1}


def test_a_picture_that_is_gone_is_no_picture_however_the_story_was_read(newsroom: Newsroom) -> None:
    image = newsroom.image()
    page = newsroom.draft(hero=[("figure", newsroom.figure(image=image))])
    image.delete()
    read, untouched = reread(page), reread(page)
    read.images()

    assert seal_of(read) == seal_of(untouched) == seal_of(untouched)


def a_number(newsroom: Newsroom, series: Series, **fields: Any) -> Any:
    item = {"display": "43,000", "kicker": "A drought", "text": RichText("<p>It.</p>"), "series": series}
    return newsroom.draft("numbers", items=[("number_item", item)], **fields)


def test_a_series_that_is_gone_is_no_series_however_the_story_was_read(newsroom: Newsroom) -> None:
    series = Series.objects.create(name="Deaths", slug="deaths")
    page = a_number(newsroom, series)
    series.delete()
    read, untouched = reread(page), reread(page)
    read.images()

    assert seal_of(read) == seal_of(untouched) == seal_of(untouched)


def test_a_story_whose_series_went_before_its_review_goes_live_at_its_hour(newsroom: Newsroom) -> None:
    series = Series.objects.create(name="Deaths", slug="deaths")
    page = a_number(newsroom, series, go_live_at=timezone.now() + timedelta(hours=1))
    series.delete()
    newsroom.publish(page)

    report = scheduler.publish_due(now=timezone.now() + timedelta(hours=2))

    assert (report.published, report.failed) == (1, [])
