"""At the same moment: exactly one wins, the other gets 409, and nothing is half done."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from cms.delivery.models import Change
from cms.moderation.models import Decision
from cms.moderation.review import decisions
from cms.publishing import scheduler
from cms.publishing.transactions import in_one_transaction
from news.models import StoryPage
from tests.databases import database_of_its_own
from tests.newsroom import Newsroom

from .races import at_once, refusals

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
TIMES = 10
CHANGED = "Changed meanwhile"
repeated = pytest.mark.parametrize(
    "time", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, TIMES))]
)
slowly = pytest.mark.parametrize("time", [pytest.param(n, marks=pytest.mark.slow) for n in range(TIMES)])


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom whose database other threads see."""
    with database_of_its_own(tmp_path):
        newsroom = Newsroom()
        newsroom.other = newsroom.person("other", "Reviewers")  # type: ignore[attr-defined]
        yield newsroom


def decide(page: Any, action: str, user: Any) -> Any:
    """Return the act of deciding what is there now: state and seal are those of a form loaded before."""
    state = TaskState.objects.for_instance(page).get(status="in_progress").specific
    seal = page.draft_seal

    def act() -> Decision:
        return in_one_transaction(
            lambda: decisions.decide(state, action, user=user, seal=seal, comment="Why?", door="admin")
        )

    return act


def edit(page: Any, user: Any) -> Any:
    """Return the act of saving a change, which was written before."""
    draft = page.get_latest_revision().as_object()
    draft.title = CHANGED
    return lambda: draft.save_revision(user=user, clean=False)


def step(page: Any) -> str | None:
    """Return the step at which a story waits."""
    task = StoryPage.objects.get(pk=page.pk).specific.current_workflow_task
    return task and task.name


@repeated
def test_of_two_reviewers_one_approves(desk: Any, time: int) -> None:
    page = desk.submitted(**PLAIN)

    outcomes = at_once(decide(page, "approve", desk.reviewer), decide(page, "approve", desk.other))

    assert refusals(outcomes) == [409]
    assert Decision.objects.count() == 1
    assert step(page) == "Publish sign-off"


@slowly
def test_an_approval_or_a_request_wins(desk: Any, time: int) -> None:
    page = desk.submitted(**PLAIN)

    outcomes = at_once(decide(page, "approve", desk.reviewer), decide(page, "reject", desk.other))

    assert refusals(outcomes) == [409]
    decision = Decision.objects.get()
    assert step(page) == ("Publish sign-off" if decision.kind == "approve" else None)
    assert TaskState.objects.for_instance(page).filter(status="in_progress").count() == (
        decision.kind == "approve"
    )


@slowly
def test_an_edit_makes_the_approval_stale_or_undoes_it(desk: Any, time: int) -> None:
    page = desk.submitted(**PLAIN)

    outcomes = at_once(decide(page, "approve", desk.reviewer), edit(page, desk.writer))

    assert refusals(outcomes) in ([], [409])
    assert not isinstance(outcomes[1], Exception)
    assert step(page) == "Desk review"
    assert not Decision.objects.filter(is_valid=True).exists()


@slowly
def test_an_approval_or_a_withdrawal_wins(desk: Any, time: int) -> None:
    page = desk.draft(**PLAIN)
    desk.publish(page)
    desk.change(page, title="Next version")
    decisions.submit(page, user=desk.writer)
    desk.approve(page, desk.reviewer)

    outcomes = at_once(
        decide(page, "approve", desk.publisher), lambda: decisions.withdraw(page, user=desk.writer)
    )

    assert refusals(outcomes) == [409]
    is_published = isinstance(outcomes[0], Decision)
    assert StoryPage.objects.get(pk=page.pk).title == ("Next version" if is_published else "A headline")
    assert step(page) is None


@slowly
def test_a_double_click_decides_once(desk: Any, time: int) -> None:
    page = desk.submitted(**PLAIN)
    click = decide(page, "approve", desk.reviewer)

    first, second = at_once(click, click)

    assert first == second == Decision.objects.get()
    assert step(page) == "Publish sign-off"


@slowly
def test_what_goes_live_is_what_was_approved_whoever_is_faster(desk: Any, time: int, reader: Client) -> None:
    page = desk.submitted(**PLAIN)
    desk.approve(page, desk.reviewer)

    outcomes = at_once(decide(page, "approve", desk.publisher), edit(page, desk.writer))

    answer = reader.get(f"/api/v2/pages/{page.pk}/")
    if refusals(outcomes):
        assert (refusals(outcomes), answer.status_code, step(page)) == ([409], 404, "Desk review")
    else:
        assert (answer.json()["title"], step(page)) == ("A headline", None)
    assert StoryPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object().title == CHANGED


@slowly
def test_two_schedulers_publish_once(desk: Any, time: int) -> None:
    page = desk.draft(go_live_at=timezone.now() + timedelta(hours=1), **PLAIN)
    desk.publish(page)
    later = timezone.now() + timedelta(hours=2)

    with time_machine.travel(later, tick=True):
        reports = at_once(*[lambda: scheduler.publish_due(now=later)] * 2)

    assert sorted(report.published for report in reports) == [0, 1]
    assert [report.failed for report in reports] == [[], []]
    assert Change.objects.filter(uuid=page.uuid).count() == 1


@slowly
def test_the_slower_request_is_answered_with_409(desk: Any, time: int) -> None:
    page = desk.submitted(**PLAIN)
    state = TaskState.objects.for_instance(page).get(status="in_progress")
    form = {"action": "approve", "seal": page.draft_seal, "state": state.pk, "comment": ""}
    clients = [Client(), Client()]
    for client, user in zip(clients, (desk.reviewer, desk.other), strict=True):
        client.force_login(user)

    answers = at_once(*[lambda c=c: c.post(f"/admin/review/{page.pk}/", form) for c in clients])

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Decision.objects.count() == 1
