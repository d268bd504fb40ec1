"""The review queue: who sees what, in which order, at which cost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.core import clock
from cms.moderation.models import ReviewSettings, ReviewTask
from cms.moderation.queue import queries, rows
from cms.moderation.review import decisions
from news.models import BriefPage
from tests.cms.moderation.review.test_decisions import change
from tests.newsroom import Newsroom

from .crowds import crowd

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
QUEUE = "/admin/review/queue/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows_of(client: Client, query: str = "") -> list[Any]:
    response = client.get(f"{QUEUE}{query}")
    assert response.status_code == 200
    return list(response.context["object_list"])


def headlines(client: Client, query: str = "") -> list[str]:
    return [row.headline for row in rows_of(client, query)]


def queries_of(client: Client, address: str = QUEUE) -> int:
    client.get(address)  # content types, site roots and templates are kept by the process
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_a_thousand_waiting_stories_cost_as_many_queries_as_ten(newsroom: Newsroom) -> None:
    client = signed_in(newsroom.reviewer)
    filters = f"{QUEUE}?mine=decide&overdue=yes&unclaimed=yes&ordering=-words"
    crowd(newsroom, 10)
    ten, ten_filtered = queries_of(client), queries_of(client, filters)
    assert len(rows_of(client)) == 10

    crowd(newsroom, 990)

    assert queries.waiting().count() == 1000
    assert (queries_of(client), queries_of(client, filters)) == (ten, ten_filtered)
    assert ten <= 30
    assert len(rows_of(client)) == 50


def test_row_says_what_a_reviewer_needs(newsroom: Newsroom) -> None:
    with clock.at(NOW - timedelta(hours=3)):
        page = newsroom.submitted(title="Ceasefire holds")

    (row,) = rows.rows(list(queries.listed(newsroom.reviewer)), now=NOW)

    assert (row.headline, row.format, row.step, row.author) == (
        "Ceasefire holds",
        "brief",
        "Desk review",
        "writer",
    )
    assert (row.waiting.words, row.waiting.level) == ("3 h, overdue", "overdue")
    assert (row.words, row.round, row.changes) == (page.word_count(), "New", "Not yet live")
    assert (row.claim, row.is_mine, row.flags) == ("", True, ())


def test_lists_may_wait_longer_than_briefs_and_the_newsroom_sets_how_long(newsroom: Newsroom) -> None:
    with clock.at(clock.now() - timedelta(hours=3)):
        newsroom.submitted("brief", title="A brief")
        newsroom.submitted("watch", title="A list")
    client = signed_in(newsroom.reviewer)

    assert headlines(client, "?overdue=yes") == ["A brief"]
    settings = ReviewSettings.load()
    settings.targets.create(format=ContentType.objects.get_for_model(BriefPage), minutes=600)
    settings.save()
    assert headlines(client, "?overdue=yes") == []


def test_change_since_my_decision_and_since_live(newsroom: Newsroom) -> None:
    page = newsroom.live(title="As it went live")
    change(page, newsroom.writer, title="Second headline")
    decisions.submit(page, user=newsroom.writer)
    decisions.request_changes(page, user=newsroom.reviewer, seal=page.draft_seal, reason="Shorter.")
    draft = page.get_latest_revision().as_object()
    page.refresh_from_db()
    draft = page.get_latest_revision().as_object()
    draft.standfirst = "A standfirst."
    draft.save_revision(user=newsroom.writer)

    decisions.submit(page, user=newsroom.writer)

    (mine,) = rows.rows(list(queries.listed(newsroom.reviewer)), now=NOW)
    (other,) = rows.rows(list(queries.listed(newsroom.publisher)), now=NOW)
    assert mine.changes == "Since your decision: Standfirst added"
    assert other.changes == "Since it went live: Standfirst added; Headline changed"
    assert (mine.round, mine.is_mine, other.is_mine) == ("Round 2", True, False)


def test_filters_narrow_the_queue(newsroom: Newsroom) -> None:
    newsroom.submitted("brief", title="Somalia", topics=["Somalia"])
    newsroom.submitted("watch", title="Chad", topics=["Chad"])
    at_sign_off = newsroom.submitted("numbers", title="Signed")
    newsroom.approve(at_sign_off, newsroom.reviewer)
    client = signed_in(newsroom.reviewer)
    brief = ContentType.objects.get_for_model(BriefPage).pk
    desk = ReviewTask.objects.get(name="Desk review").pk

    assert headlines(client) == ["Somalia", "Chad", "Signed"]
    assert headlines(client, f"?format={brief}") == ["Somalia"]
    assert headlines(client, f"?topic=topic:{newsroom.topic('Chad').pk}") == ["Chad"]
    assert headlines(client, f"?step={desk}") == ["Somalia", "Chad"]
    assert headlines(client, "?mine=decide") == ["Somalia", "Chad"]
    assert headlines(client, "?mine=claimed") == []
    assert headlines(client, "?unclaimed=yes") == ["Somalia", "Chad", "Signed"]
    assert headlines(client, f"step/{desk}/") == ["Somalia", "Chad"]


@pytest.mark.parametrize(
    "query", ["?p=x", "?p=99", "?ordering=x", "?format=x", "?topic=x", "?step=0", "?mine=%00"]
)
def test_odd_addresses_are_answered(newsroom: Newsroom, query: str) -> None:
    newsroom.submitted()

    assert signed_in(newsroom.reviewer).get(f"{QUEUE}{query}").status_code == 200


def test_queue_of_an_unknown_step_is_not_found(newsroom: Newsroom) -> None:
    assert signed_in(newsroom.reviewer).get(f"{QUEUE}step/9999/").status_code == 404


def test_menu_counts_what_i_can_decide(newsroom: Newsroom) -> None:
    newsroom.submitted()
    newsroom.submitted(title="Worked on by the reviewer too", owner=newsroom.reviewer)

    assert b"Review queue (1)" in signed_in(newsroom.reviewer).get("/admin/").content
    publisher = signed_in(newsroom.publisher).get("/admin/").content
    assert b"Review queue" in publisher
    assert b"Review queue (" not in publisher
    assert b"Review queue" not in signed_in(newsroom.writer).get("/admin/").content


def test_writers_see_their_own_stories_only(newsroom: Newsroom) -> None:
    other = newsroom.person("other", "Writers")
    newsroom.submitted(title="Mine")

    assert headlines(signed_in(newsroom.writer)) == ["Mine"]
    assert headlines(signed_in(other)) == []


def test_story_that_nobody_is_left_to_decide_is_flagged(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    change(page, newsroom.reviewer)
    decisions.submit(page, user=newsroom.writer)

    (row,) = rows_of(signed_in(newsroom.publisher))
    assert row.flags == ("Nobody left to decide",)
    newsroom.person("second", "Reviewers")
    (row,) = rows_of(signed_in(newsroom.publisher))
    assert row.flags == ()


def test_a_story_that_becomes_breaking_goes_to_the_top_without_a_new_round(newsroom: Newsroom) -> None:
    newsroom.submitted(title="First")
    later = newsroom.submitted(title="Later")

    newsroom.change(later, user=newsroom.reviewer, is_breaking=True, deadline=NOW)

    client = signed_in(newsroom.reviewer)
    assert headlines(client) == ["Later", "First"]
    row = rows_of(client)[0]
    assert (row.flags, row.round, row.is_mine) == (("Breaking", "Past deadline"), "New", True)


def test_story_of_an_empty_group_is_flagged(newsroom: Newsroom) -> None:
    newsroom.submitted()
    newsroom.reviewer.groups.clear()

    (row,) = rows_of(signed_in(newsroom.publisher))

    assert row.flags == ("Nobody left to decide",)
