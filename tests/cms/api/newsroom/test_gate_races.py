"""Two programs at the same moment: a draft is changed by one of them, and a key is used once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.api.newsroom.preconditions import draft_etag
from news.models import BriefPage
from tests.cms.moderation.review.races import at_once
from tests.databases import database_of_its_own
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

repeated = pytest.mark.parametrize(
    "time", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 10))]
)


@pytest.fixture
def room(db: None, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom whose database other threads see."""
    with database_of_its_own(tmp_path):
        yield Newsroom()


@repeated
def test_of_two_changes_one_is_made_and_the_other_told(room: Newsroom, time: int) -> None:
    page = room.draft(hero=[], no_picture=True)
    seen = {"HTTP_IF_MATCH": draft_etag(page.pk)}
    people = {"Writer": Api(room.writer), "Reviewer": Api(room.reviewer)}

    answers = at_once(
        *(
            lambda api=api, name=name: api.patch(f"pages/{page.pk}/", {"title": name}, **seen)
            for name, api in people.items()
        )
    )

    done = dict(zip(people, (answer.status_code for answer in answers), strict=True))
    assert sorted(done.values()) == [200, 412]
    assert [BriefPage.objects.get().get_latest_revision_as_object().title] == [
        name for name, status in done.items() if status == 200
    ]


@repeated
def test_of_two_posts_under_a_key_one_writes_and_both_get_its_answer(room: Newsroom, time: int) -> None:
    api = Api(room.writer)
    sent: dict[str, Any] = {"title": "Sent", "meta": {"type": "news.BriefPage", "parent_id": room.news.pk}}

    answers = at_once(*(lambda: api.post("pages/", sent, HTTP_IDEMPOTENCY_KEY="k") for _ in range(2)))

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert BriefPage.objects.count() == 1
