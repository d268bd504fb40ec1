"""What stock Wagtail 8.0.1 lets pass: the matrix' questions, asked of its own approval tasks.

The table in docs/dev/stock-wagtail.md is made from these; each was seen, and a new Wagtail may change it.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import path
from django.utils import timezone
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.workflows import publish_workflow_state

from cms.api.newsroom.preconditions import draft_etag
from cms.urls import urlpatterns as galley_urls
from tests.newsroom import Newsroom

pytestmark = pytest.mark.slow
router = WagtailAPIRouter("stock")
router.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [path("api/stock/", router.urls), *galley_urls]
PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")


class Stock:
    """A section of plain pages under a workflow of two stock tasks, each taken by the group of moderators."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.section = newsroom.home.add_child(instance=Page(title="Stock", slug="stock"))
        self.other = newsroom.home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        moderators = Group.objects.create(name="Stock moderators")
        access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        moderators.permissions.add(access)
        for codename in PERMISSIONS:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=moderators, page=newsroom.home, permission=permission)
        workflow = Workflow.objects.create(name="Stock")
        for order, name in enumerate(("First", "Second")):
            task = GroupApprovalTask.objects.create(name=name)
            task.groups.add(moderators)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        WorkflowPage.objects.create(page=self.section, workflow=workflow)
        self.author, self.colleague = (
            newsroom.person(name, "Stock moderators") for name in ("author", "colleague")
        )

    def draft(self, title: str = "As written", **fields: Any) -> Page:
        """Return a draft by the author."""
        page = self.section.add_child(instance=Page(title=title, live=False, owner=self.author, **fields))
        page.save_revision(user=self.author)
        return page

    def submitted(self, **fields: Any) -> Page:
        """Return a page that waits at the first task."""
        page = self.draft(**fields)
        page.get_workflow().start(page, self.author)
        return page

    def client(self, user: Any) -> Client:
        """Return a browser in which `user` is logged in."""
        client = Client()
        client.force_login(user)
        return client

    def approve(self, page: Page, user: Any, *, through: Page | None = None) -> Any:
        """Approve the current task at Wagtail's address, which may name another page."""
        state = Page.objects.get(pk=page.pk).current_workflow_task_state
        address = f"/admin/pages/workflow/action/{(through or page).pk}/approve/{state.pk}/"
        return self.client(user).post(address, {"comment": ""})

    def v3(self, method: str, address: str, **data: Any) -> Any:
        """Call the newsroom's API as the author."""
        token = APIToken.create_token(user=self.author, name="t")[1]
        call = getattr(Client(), method)
        page_id = int(address.split("/")[0])
        return call(
            f"/api/v3/pages/{address}",
            json.dumps(data),
            HTTP_IF_MATCH=draft_etag(page_id),
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {token}",
        )


@pytest.fixture
def stock(newsroom: Newsroom, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stock:
    """Return stock pages, with what Wagtail does by default at the end of a workflow and on publication."""
    monkeypatch.setattr(WorkflowState, "on_finish", publish_workflow_state)
    settings.WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
    return Stock(newsroom)


def read(page: Page) -> Page:
    """Return the row as it is now."""
    return Page.objects.get(pk=page.pk)


def test_author_approves_their_own_page_at_both_steps(stock: Stock) -> None:
    page = stock.submitted()

    stock.approve(page, stock.author)
    stock.approve(page, stock.author)

    assert read(page).live


def test_contributor_approves(stock: Stock) -> None:
    page = stock.submitted()
    draft = read(page).get_latest_revision_as_object()
    draft.title = "As written,"
    draft.save_revision(user=stock.colleague)

    stock.approve(page, stock.colleague)
    stock.approve(page, stock.colleague)

    assert (read(page).live, read(page).title) == (True, "As written,")


def test_superuser_approves_their_own_page(stock: Stock) -> None:
    root = stock.newsroom.person("root", is_superuser=True)
    page = stock.draft()
    page.get_workflow().start(page, root)

    stock.approve(page, root)
    stock.approve(page, root)

    assert read(page).live


@pytest.mark.parametrize("overwrites", [False, True])
def test_what_changed_after_the_look_is_published(stock: Stock, overwrites: bool) -> None:  # noqa: FBT001
    page = stock.submitted()
    stock.approve(page, stock.colleague)
    stock.client(stock.colleague).get(f"/admin/pages/{page.pk}/edit/")
    draft = read(page).get_latest_revision_as_object()
    draft.title = "Seen by nobody"
    draft.save_revision(user=stock.author, overwrite_revision=page.latest_revision if overwrites else None)

    stock.approve(page, stock.colleague)

    assert (read(page).live, read(page).title) == (True, "Seen by nobody")


def test_page_is_published_past_its_review_which_ends(stock: Stock) -> None:
    page = stock.submitted()

    page.get_latest_revision().publish(user=stock.author)

    assert read(page).live
    assert read(page).current_workflow_state is None


def test_bulk_publish_ends_the_review(stock: Stock) -> None:
    page = stock.submitted()

    stock.client(stock.author).post(
        f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"next": "/admin/"}
    )

    assert read(page).live
    assert read(page).current_workflow_state is None


def test_api_publishes_in_review(stock: Stock) -> None:
    page = stock.submitted()

    assert stock.v3("post", f"{page.pk}/actions/publish/").status_code == 200

    assert read(page).live


def test_api_moves_in_review(stock: Stock) -> None:
    page = stock.submitted()

    stock.v3("post", f"{page.pk}/actions/move/", destination_id=stock.other.pk, position="last-child")

    assert read(page).is_child_of(Page.objects.get(pk=stock.other.pk))


def test_api_deletes_in_review(stock: Stock) -> None:
    page = stock.submitted()

    stock.v3("delete", f"{page.pk}/actions/delete/")

    assert not Page.objects.filter(pk=page.pk).exists()


def test_copy_of_a_live_page_is_live_at_once(stock: Stock) -> None:
    page = stock.draft()
    page.get_latest_revision().publish()

    read(page).copy(update_attrs={"slug": "copy"}, user=stock.author)

    assert Page.objects.get(slug="copy").live


def test_task_is_approved_through_the_address_of_another_page(stock: Stock) -> None:
    page, other = stock.submitted(), stock.submitted(title="Another", slug="another")

    stock.approve(page, stock.colleague, through=other)

    approved = page.workflow_states.get().task_states.filter(status="approved")
    assert approved.count() == 1


def test_newer_draft_takes_the_hour_from_the_approved_one(stock: Stock) -> None:
    page = stock.submitted(go_live_at=timezone.now() + timedelta(hours=1))
    stock.approve(page, stock.colleague)
    stock.approve(page, stock.colleague)
    approved = page.revisions.get(approved_go_live_at__isnull=False)
    draft = read(page).get_latest_revision_as_object()
    draft.title = "Approved by nobody"

    draft.save_revision(user=stock.author).publish(user=stock.author)

    approved.refresh_from_db()
    assert approved.approved_go_live_at is None
    assert page.revisions.get(approved_go_live_at__isnull=False).content["title"] == "Approved by nobody"


def test_one_bad_page_stops_the_scheduler(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    from wagtail.management.commands.publish_scheduled import Command

    hour = timezone.now() + timedelta(minutes=1)
    pages = [stock.draft(title=title, slug=title, go_live_at=hour) for title in ("bad", "good")]
    for page in pages:
        page.get_latest_revision().publish()
    page_publish = Page.publish

    def publish(self: Page, *args: Any, **kwargs: Any) -> Any:
        if self.slug == "bad":
            raise OSError("broken")
        return page_publish(self, *args, **kwargs)

    monkeypatch.setattr(Page, "publish", publish)
    for page in pages:
        page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(OSError, match="broken"):
        call_command(Command())
    assert not read(pages[1]).live


def test_rows_are_what_readers_get(stock: Stock, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    page = stock.draft()

    Page.objects.filter(pk=page.pk).update(live=True, title="From a shell")

    assert b"From a shell" in Client().get("/api/stock/pages/", SERVER_NAME="example.org").content
