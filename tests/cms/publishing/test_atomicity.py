"""Page, published document, change and sequence move together, or not at all, through every door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from cms.delivery import registry
from cms.delivery.models import Change, PublishedDocument
from cms.delivery.store import current_sequence
from cms.moderation.review import decisions
from tests.newsroom import FORMATS, Newsroom
from tests.world import Broken, BrokenProjection, changes_cannot_be_written, world

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


@pytest.fixture
def break_projection(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Return a switch that lets the projection of a page fail from then on."""

    def switch(page: Any) -> None:
        projections = registry._projections
        broken = BrokenProjection(projections[type(page)])
        monkeypatch.setitem(projections, type(page), broken)

    return switch


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def one_click_from_live(newsroom: Newsroom, kind: str, time: str) -> Any:
    """Return a story whose next approval publishes it, for the first time or again."""
    page = newsroom.live(kind, **PLAIN) if time == "again" else newsroom.draft(kind, **PLAIN)
    page.title = "Another headline"
    page.save_revision(user=newsroom.writer)
    decisions.submit(page, user=newsroom.writer)
    newsroom.approve(page, newsroom.reviewer)
    return page


def approve_in_admin(newsroom: Newsroom, page: Any) -> int:
    state = TaskState.objects.for_instance(page).get(status=TaskState.STATUS_IN_PROGRESS)
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    return int(client_of(newsroom.publisher).post(url, {"comment": "", "seal": page.draft_seal}).status_code)


@pytest.mark.parametrize("time", ["first", "again"])
@pytest.mark.parametrize("kind", FORMATS)
def test_an_approval_in_the_admin_changes_nothing_when_the_projection_fails(
    newsroom: Newsroom, break_projection: Callable[[Any], None], kind: str, time: str
) -> None:
    page = one_click_from_live(newsroom, kind, time)
    break_projection(page)
    before = world()

    status = approve_in_admin(newsroom, page)

    assert status == 500
    assert world() == before


@pytest.mark.parametrize("time", ["first", "again"])
def test_an_approval_in_code_changes_nothing_when_the_projection_fails(
    newsroom: Newsroom, break_projection: Callable[[Any], None], time: str
) -> None:
    page = one_click_from_live(newsroom, "brief", time)
    break_projection(page)
    before = world()

    with pytest.raises(Broken):
        newsroom.approve(page, newsroom.publisher)

    assert world() == before


def test_a_publication_in_the_shell_changes_nothing_when_the_projection_fails(
    newsroom: Newsroom, break_projection: Callable[[Any], None]
) -> None:
    newsroom.news.title = "World"
    revision = newsroom.news.save_revision()
    break_projection(newsroom.news)
    before = world()

    with pytest.raises(Broken):
        revision.publish()

    assert world() == before


def test_a_section_published_in_the_admin_stays_when_the_projection_fails(
    newsroom: Newsroom, break_projection: Callable[[Any], None]
) -> None:
    client = client_of(newsroom.publisher)
    edit = reverse("wagtailadmin_pages:edit", args=(newsroom.news.pk,))
    form = {"title": "World", "slug": "news", "intro": "", "seo_title": "", "search_description": ""}
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    break_projection(newsroom.news)
    before = world()

    answer = client.post(edit, form | comments | {"action-publish": "1"})

    assert answer.status_code == 500
    assert world() == before


def test_the_approval_succeeds_once_the_projection_works_again(newsroom: Newsroom) -> None:
    page = one_click_from_live(newsroom, "brief", "first")
    sequence = current_sequence()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(registry._projections, type(page), BrokenProjection(registry._projections[type(page)]))
        assert approve_in_admin(newsroom, page) == 500

    status = approve_in_admin(newsroom, page)

    page.refresh_from_db()
    assert (status, page.live, page.title) == (302, True, "Another headline")
    assert [c.kind for c in Change.objects.filter(uuid=page.uuid)] == [Change.Kind.PUBLISHED]
    assert current_sequence() == sequence + 1
    assert PublishedDocument.objects.get(page_id=page.pk).sequence == sequence + 1


def in_admin(action: str) -> Callable[[Newsroom, Any], None]:
    def act(newsroom: Newsroom, page: Any) -> None:
        url = reverse(f"wagtailadmin_pages:{action}", args=(page.pk,))
        assert client_of(newsroom.publisher).post(url, {"reason": "It was wrong."}).status_code == 500

    return act


def in_bulk(action: str) -> Callable[[Newsroom, Any], None]:
    def act(newsroom: Newsroom, page: Any) -> None:
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        answer = client_of(newsroom.publisher).post(f"{url}?id={page.pk}")
        assert answer.status_code == 500

    return act


def in_shell(action: str) -> Callable[[Newsroom, Any], None]:
    def act(newsroom: Newsroom, page: Any) -> None:
        with pytest.raises(Broken):
            getattr(page, action)()

    return act


@pytest.mark.parametrize(
    "act",
    [make(action) for make in (in_admin, in_bulk, in_shell) for action in ("unpublish", "delete")],
    ids=[f"{action} {door}" for door in ("admin", "bulk", "shell") for action in ("unpublish", "delete")],
)
def test_a_withdrawal_changes_nothing_when_delivery_fails(
    newsroom: Newsroom, act: Callable[[Newsroom, Any], None]
) -> None:
    # Live stories are not withdrawn in bulk: a topic page stands for them.
    is_in_bulk = act.__qualname__.startswith("in_bulk")
    page = newsroom.topic_page("Somalia") if is_in_bulk else newsroom.live("brief", **PLAIN)
    before = world()

    with changes_cannot_be_written():
        act(newsroom, page)

    assert world() == before
    assert PublishedDocument.objects.filter(page_id=page.pk).count() == 1
