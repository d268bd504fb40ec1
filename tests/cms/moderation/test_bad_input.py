"""What nobody's browser sends: each a clear refusal, and nothing is changed."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import TaskState, Workflow, WorkflowPage

from cms.core.refusals import Refusal
from cms.moderation.models import Decision, Review
from cms.moderation.review import decisions
from cms.moderation.setup import ensure_workflow
from news.models import BriefPage, NewsIndexPage
from tests.newsroom import Newsroom, publish_directly
from tests.world import world

from .acts import form

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def waiting(page: Any) -> Any:
    return TaskState.objects.for_instance(page).get(status=TaskState.STATUS_IN_PROGRESS)


def decide(client: Client, page: Any, action: str, state: int, **data: Any) -> int:
    path = f"/admin/pages/workflow/action/{page.pk}/{action}/{state}/"
    return int(client.post(path, {"seal": page.draft_seal, "comment": "A reason."} | data).status_code)


@pytest.mark.parametrize(
    "extra",
    ["{", "[]", "null", '"text"', "1", '{"seal": [1]}', '{"user": "x"}', "\x00", r'{"comment": "a\u0000b"}'],
)
def test_malformed_data_of_a_decision_in_the_editor_decides_nothing(newsroom: Newsroom, extra: str) -> None:
    page = newsroom.submitted(**PLAIN)
    fields = {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": extra,
    }
    before = Decision.objects.count(), page.draft_seal

    answer = client_of(newsroom.reviewer).post(
        f"/admin/pages/{page.pk}/edit/",
        form(**fields) | {"topics": [newsroom.topic("Somalia").pk]},
        HTTP_ACCEPT="application/json",
    )

    assert 400 <= answer.status_code < 500
    assert (Decision.objects.count(), page.draft_seal) == before


@pytest.mark.parametrize("seal", ["", "x", "01" + "0" * 64, "0" * 66, "<b>", "\x00", "01" * 5_000])
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_wrong_seal_decides_nothing_in_the_admin(newsroom: Newsroom, action: str, seal: str) -> None:
    page = newsroom.submitted(**PLAIN)

    decide(client_of(newsroom.reviewer), page, action, waiting(page).pk, seal=seal)

    assert not Decision.objects.exists()
    assert page.current_workflow_task.name == "Desk review"


def test_the_seal_of_another_story_decides_nothing(newsroom: Newsroom) -> None:
    page, other = newsroom.submitted(**PLAIN), newsroom.submitted(title="Other", slug="other", **PLAIN)

    status = decide(client_of(newsroom.reviewer), page, "approve", waiting(page).pk, seal=other.draft_seal)

    assert status == 409
    assert not Decision.objects.exists()


def test_markup_in_a_reason_is_shown_as_text(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)
    reason = "<script>alert(1)</script>"

    decide(client_of(newsroom.reviewer), page, "reject", waiting(page).pk, comment=reason)

    assert Decision.objects.get().comment == reason
    history = client_of(newsroom.writer).get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert reason not in history
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in history


@pytest.mark.parametrize("reason", ["", " ", "x" * 20_000])
@pytest.mark.parametrize("path", ["unpublish/", "delete/"])
def test_a_reason_that_is_none_leaves_a_live_story_alone(newsroom: Newsroom, path: str, reason: str) -> None:
    page = newsroom.live(**PLAIN)
    client = client_of(newsroom.publisher)
    before = world()

    status = client.post(f"/admin/pages/{page.pk}/{path}", {"reason": reason}).status_code

    assert status == 422
    assert world() == before


@pytest.mark.parametrize("end", ["finished", "withdrawn"])
def test_nothing_is_decided_on_a_review_that_is_over(newsroom: Newsroom, end: str) -> None:
    page = newsroom.submitted(**PLAIN)
    state = waiting(page)
    if end == "withdrawn":
        decisions.withdraw(page, user=newsroom.writer)
    else:
        newsroom.approve(page, newsroom.reviewer)
        newsroom.approve(page, newsroom.publisher)
    other = newsroom.person("other", "Reviewers")
    before = world()

    with pytest.raises(Refusal) as refusal:
        decisions.decide(state, "approve", user=other, seal=page.draft_seal, comment="", door="admin")

    assert refusal.value.status == 409
    assert world() == before


def test_nothing_is_decided_on_a_deleted_story(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)
    state, pk = waiting(page), page.pk
    decisions.withdraw(page, user=newsroom.writer)
    BriefPage.objects.get(pk=pk).delete()

    with pytest.raises(Refusal) as refusal:
        decisions.decide(state, "approve", user=newsroom.reviewer, seal="x", comment="", door="admin")
    status = client_of(newsroom.reviewer).post(f"/admin/pages/workflow/action/{pk}/approve/{state.pk}/")

    assert refusal.value.status == 409
    assert status.status_code == 404
    assert not Decision.objects.exists()


def test_a_story_moved_under_another_workflow_still_takes_the_steps_it_was_submitted_to(
    newsroom: Newsroom,
) -> None:
    short = ensure_workflow(newsroom.home, steps=2)
    world_section = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world"))
    lax = Workflow.objects.create(name="Lax")
    WorkflowPage.objects.create(page=world_section, workflow=lax)
    page = newsroom.submitted(**PLAIN)
    page.move(world_section, pos="last-child")
    page = BriefPage.objects.get(pk=page.pk)

    newsroom.approve(page, newsroom.reviewer)

    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_state.workflow == short
    newsroom.approve(page, newsroom.publisher)
    page.refresh_from_db()
    assert page.live


def test_a_workflow_without_steps_publishes_nothing(newsroom: Newsroom) -> None:
    section = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world"))
    WorkflowPage.objects.create(page=section, workflow=Workflow.objects.create(name="Empty"))
    page = newsroom.draft(**PLAIN)
    page.move(section, pos="last-child")
    page = BriefPage.objects.get(pk=page.pk)

    with pytest.raises(Refusal):
        decisions.submit(page, user=newsroom.writer)

    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize(
    "address",
    [
        "tag-autocomplete/?term=a%00",
        "api/main/pages/?search=%00",
        "api/main/images/?search=a%00b",
        "bulk/wagtailcore/page/delete/?id=%00",
    ],
)
def test_nul_in_an_address_of_the_admin_is_refused(newsroom: Newsroom, address: str) -> None:
    assert client_of(newsroom.publisher).get(f"/admin/{address}").status_code == 400


def test_a_change_in_review_that_leaves_a_story_unfinished_is_told_at_its_field(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)
    fields = form() | {"topics": [newsroom.topic("Somalia").pk]}
    del fields["no_picture"]
    before = page.draft_seal, Review.objects.get().round

    client = client_of(newsroom.reviewer)
    script = client.post(f"/admin/pages/{page.pk}/edit/", fields, HTTP_ACCEPT="application/json")
    person = client.post(f"/admin/pages/{page.pk}/edit/", fields)

    assert script.status_code == 400
    assert person.status_code == 200
    assert "Add a picture, or tick" in person.content.decode()
    assert (page.draft_seal, Review.objects.get().round) == before
