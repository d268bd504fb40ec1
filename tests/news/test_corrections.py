"""Corrections, substantive updates, labels, and what the desk keeps to itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from cms.delivery.models import Change, IndexRow, PublishedDocument
from news.models import BriefPage, Correction, FormatLabel, FormatSettings
from news.rules import updated_at
from tests.journeys.test_formats import login, story_form
from tests.newsroom import Newsroom

NOON = datetime(2023, 3, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def read(reader: Client, page: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return detail and card."""
    detail = reader.get(f"/api/v2/pages/{page.pk}/").json()
    (card,) = reader.get("/api/v2/pages/", {"type": "news.StoryPage"}).json()["items"]
    return detail, card


def test_corrections_are_public_once_approved(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(**PLAIN)
    page.corrections.set(
        [
            Correction(at=NOON, text="<p>It was <b>two</b>.</p>", sort_order=0),
            Correction(at=LATER, text='<p onclick="x">Three.</p>', sort_order=1),
        ]
    )
    page.save_revision(user=newsroom.writer)
    assert read(reader, page)[0]["corrections"] == []

    newsroom.publish(page)

    detail, card = read(reader, page)
    assert detail["corrections"] == [
        {"at": "2023-03-20T13:00:00Z", "text": "<p>Three.</p>"},
        {"at": "2023-03-20T12:00:00Z", "text": "<p>It was <b>two</b>.</p>"},
    ]
    assert (detail["corrected"], card["corrected"]) == (True, True)


@pytest.mark.parametrize(
    ("ticked", "before", "first", "last", "expected"),
    [
        (True, None, NOON, LATER, LATER),
        (False, None, NOON, LATER, None),
        (False, NOON, NOON, LATER, NOON),
        (True, None, NOON, NOON, None),
        (True, None, None, None, None),
    ],
)
def test_update_is_dated_by_the_tick(
    ticked: Any, before: Any, first: Any, last: Any, expected: datetime | None
) -> None:
    assert updated_at(ticked=ticked, before=before, first=first, last=last) == expected


def edit(newsroom: Newsroom, page: Any, *, title: str, **changes: Any) -> None:
    """Edit in the admin's own form, and publish."""
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    form = story_form(newsroom, "brief", title=title, slug=page.slug, **changes)
    assert login(newsroom.writer).post(url, form).status_code == 302
    newsroom.publish(BriefPage.objects.get(pk=page.pk))


def test_updated_at_moves_only_with_the_tick(newsroom: Newsroom, reader: Client) -> None:
    seen = []
    with travel(NOON, tick=False):
        page = newsroom.live(**PLAIN)
        seen.append(read(reader, page)[1]["updated_at"])
    for n, ticked in enumerate([False, True, False], start=1):
        with travel(NOON + timedelta(hours=n), tick=False):
            changes = {"substantive_update": "on"} if ticked else {}
            edit(newsroom, page, title=f"Version {n}", **changes)
            detail, card = read(reader, page)
            assert (detail["title"], detail["updated_at"]) == (f"Version {n}", card["updated_at"])
            seen.append(card["updated_at"])

    assert seen == [None, None, "2023-03-20T14:00:00Z", "2023-03-20T14:00:00Z"]


def test_desk_fields_stay_at_the_desk(newsroom: Newsroom, reader: Client) -> None:
    note = "zebra-marker"
    page = newsroom.live(**PLAIN, internal_note=note, is_breaking=True, deadline=NOON)

    document = PublishedDocument.objects.get(page_id=page.pk)
    assert BriefPage.objects.get().internal_note == note
    assert note.encode() not in bytes(document.body) + bytes(document.card)
    assert not {"deadline", "is_breaking", "internal_note"} & set(read(reader, page)[0])
    assert not IndexRow.objects.filter(payload__contains=note.encode()).exists()
    assert note not in reader.get(read(reader, page)[0]["meta"]["path"]).content.decode()
    assert note not in str(list(Change.objects.values()))


def test_desk_fields_are_in_no_seal(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)
    before = page.seal

    page.internal_note, page.is_breaking, page.deadline = "Call back", True, NOON

    assert page.seal == before
    page.standfirst = "Another"
    assert page.seal != before


def test_label_is_the_sites_own(newsroom: Newsroom, reader: Client) -> None:
    labels = FormatSettings.objects.create(site=newsroom.home.get_site())
    FormatLabel.objects.create(setting=labels, format="news.BriefPage", label="In short")

    detail, card = read(reader, newsroom.live(**PLAIN))

    assert (detail["label"], card["label"]) == ("In short", "In short")
