"""At the same moment over HTTP: one decision counts, and no approval holds for what somebody changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.moderation.models import Decision
from cms.moderation.review import decisions
from tests.cms.moderation.review.races import at_once
from tests.databases import database_of_its_own
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

repeated = pytest.mark.parametrize(
    "time", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 10))]
)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom whose database other threads see."""
    with database_of_its_own(tmp_path):
        yield Newsroom()


@repeated
def test_of_two_reviewers_one_approves_the_step_that_both_saw(desk: Newsroom, time: int) -> None:
    page = desk.submitted(hero=[], no_picture=True)
    body = {"seal": page.draft_seal, "step": decisions.waiting_step(page).pk}  # type: ignore[union-attr]
    apis = [Api(desk.reviewer), Api(desk.person("other", "Reviewers"))]

    answers = at_once(
        *(lambda api=api: api.post(f"workflow/stories/{page.pk}/approve/", body) for api in apis)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert Decision.objects.count() == 1


@repeated
def test_an_approval_and_a_new_schedule_are_told_apart(desk: Newsroom, time: int) -> None:
    page = desk.submitted(hero=[], no_picture=True)
    seen = {"seal": page.draft_seal}
    later = seen | {"go_live_at": "2123-03-20T14:05:00Z"}
    reviewer, other = Api(desk.reviewer), Api(desk.person("other", "Reviewers"))

    approved, scheduled = at_once(
        lambda: reviewer.post(f"workflow/stories/{page.pk}/approve/", seen),
        lambda: other.post(f"workflow/stories/{page.pk}/schedule/", later),
    )

    # The first at sign-off has left the desk, whose people edit there no more.
    assert sorted([approved.status_code, scheduled.status_code]) == [200, 409]
    assert not Decision.objects.filter(is_valid=True).exclude(seal=page.draft_seal).exists()
    assert (page.draft_seal == seen["seal"]) is (approved.status_code == 200)
