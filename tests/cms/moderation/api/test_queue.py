"""The queue over HTTP: what waits, for whom, with the filters of the queue's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core import clock
from cms.moderation.review import claims, decisions
from tests.cms.moderation.queue.crowds import crowd
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def waiting(newsroom: Newsroom, name: str, kind: str = "brief", **fields: Any) -> Any:
    return newsroom.submitted(kind, title=name, slug=name.lower(), **PLAIN, **fields)


def titles(api: Api, **filters: Any) -> list[str]:
    answer = api.get("workflow/queues/", **filters)
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert found["count"] == len(found["items"])
    return [item["title"] for item in found["items"]]


def test_a_row_says_what_people_choose_by(newsroom: Newsroom) -> None:
    page = waiting(newsroom, "Drought")

    row = Api(newsroom.reviewer).get("workflow/queues/").json()["items"][0]

    assert row.pop("waiting_since").endswith("Z")
    assert row == {
        "id": page.pk,
        "type": "news.BriefPage",
        "format": "brief",
        "title": "Drought",
        "step": {"id": decisions.waiting_step(page).pk, "name": "Desk review"},  # type: ignore[union-attr]
        "author": "writer",
        "target_minutes": 120,
        "level": "on-time",
        "words": page.word_count(),
        "round": 1,
        "changes": "Not yet live",
        "claimed": "",
        "may_decide": True,
        "flags": [],
    }


def test_it_gives_what_you_can_decide_unless_you_ask_for_more(newsroom: Newsroom) -> None:
    waiting(newsroom, "Others")
    waiting(newsroom, "Own", owner=newsroom.reviewer)
    reviewer, writer = Api(newsroom.reviewer), Api(newsroom.writer)

    assert titles(reviewer) == ["Others"]
    assert titles(reviewer, mine="all") == ["Others", "Own"]
    assert titles(reviewer, mine="written") == ["Own"]
    assert titles(writer) == []
    assert titles(writer, mine="all") == ["Others"]  # a writer sees their own


def test_the_filters_of_the_page_hold_here(newsroom: Newsroom) -> None:
    with clock.at(timezone.now() - timedelta(days=2)):
        old = waiting(newsroom, "Old", topics=["Gas"])
    waiting(newsroom, "New", kind="watch", topics=["Oil"])
    claims.claim(old, user=newsroom.reviewer, now=timezone.now())
    api, gas = Api(newsroom.reviewer), newsroom.topic("Gas")
    step = decisions.waiting_step(old).task_id  # type: ignore[union-attr]

    assert titles(api, format="news.BriefPage") == ["Old"]
    assert titles(api, format=["news.BriefPage", "news.WatchListPage"]) == ["Old", "New"]
    assert titles(api, step=step) == ["Old", "New"]
    assert titles(api, mine="claimed") == ["Old"]
    assert titles(api, unclaimed="yes") == ["New"]
    assert titles(api, overdue="yes") == ["Old"]
    assert titles(api, topic=f"topic:{gas.pk}") == ["Old"]


@pytest.mark.parametrize(
    "query",
    [
        "mine=nobody",
        "format=news.TopicPage",
        "format=x&format=y",
        "step=999999",
        "step=x",
        "step=9223372036854775808",
        "overdue=no",
        "topic=topic:999999",
        "topic=%00",
        "limit=101",
        "offset=-1",
        "order=title",
        "mine=all&mine=all",
        "&".join(f"step={n}" for n in range(1, 23)),
    ],
)
def test_unknown_values_are_refused_not_ignored(newsroom: Newsroom, query: str) -> None:
    answer = Api(newsroom.reviewer).get(f"workflow/queues/?{query}")

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_spans_follow_each_other(newsroom: Newsroom) -> None:
    for name in ("A", "B", "C"):
        waiting(newsroom, name)

    spans = [Api(newsroom.reviewer).get("workflow/queues/", limit=2, offset=n).json() for n in (0, 2)]

    assert [span["count"] for span in spans] == [3, 3]
    assert [[item["title"] for item in span["items"]] for span in spans] == [["A", "B"], ["C"]]


def test_fifty_stories_take_as_many_queries_as_five(newsroom: Newsroom) -> None:
    api, taken = Api(newsroom.reviewer), []
    for count in (5, 45):
        crowd(newsroom, count)
        titles(api, limit=100)  # content types are kept by the process
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(titles(api, limit=100)) == {5: 5, 45: 50}[count]
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 16
