"""The stage of the policy matrix: one story in each state, and everybody who might try a door."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken, Page

from cms.moderation.review import decisions
from news.models import NewsIndexPage
from tests.newsroom import Newsroom, publish_directly

from .effects import world

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
PEOPLE = ("writer", "colleague", "reviewer", "publisher", "superuser", "everything", "root")
ACTORS = (*PEOPLE, "anonymous")


class Stage:
    """A newsroom in which `root`, a superuser, and `everything`, who is in all groups, changed each story."""

    def __init__(self) -> None:
        self.newsroom = Newsroom()
        person = self.newsroom.person
        self.people = {
            "writer": self.newsroom.writer,
            "colleague": person("colleague", "Writers"),
            "reviewer": self.newsroom.reviewer,
            "publisher": self.newsroom.publisher,
            "superuser": person("superuser", is_superuser=True),
            "everything": person("everything", "Writers", "Reviewers", "Publishers"),
            "root": person("root", is_superuser=True),
        }
        grant = Permission.objects.get(codename="break_glass")
        self.people["superuser"].user_permissions.add(grant)
        # They bring stories into their states, so that reviewer and publisher above have no part in them.
        self.desk, self.chief = person("desk", "Reviewers"), person("chief", "Publishers")
        self.world = publish_directly(self.newsroom.home, NewsIndexPage(title="World", slug="world"))
        self.pages = {name: build(self) for name, build in STATES.items()}
        self.bystander = self.newsroom.live(title="Bystander", slug="bystander", **PLAIN)
        self.alias = self.bystander.create_alias(update_slug="alias", user=None)
        self.foreign = self.newsroom.submitted(title="Foreign", slug="foreign", **PLAIN)
        self.clients = {name: _client(user) for name, user in self.people.items()}
        self.clients["anonymous"] = Client(raise_request_exception=False)
        self.tokens = {"anonymous": ""} | {
            n: APIToken.create_token(user=u, name="t")[1] for n, u in self.people.items()
        }
        self.before = world()

    def page(self, state: str) -> Any:
        """Return the story in that state, read again."""
        return Page.objects.get(pk=self.pages[state].pk).specific

    def draft(self, name: str, **fields: Any) -> Any:
        """Return a draft by the writer, with a change by `root` and a newer one by `everything`."""
        page = self.newsroom.draft(title=f"Story {name}", slug=name, **PLAIN, **fields)
        self.newsroom.change(page, user=self.people["root"], standfirst="By root.")
        self.newsroom.change(page, user=self.people["everything"], standfirst="By everything.")
        return page

    def approve(self, page: Any, *people: Any) -> None:
        """Let each of `people` approve a step."""
        for user in people:
            decisions.approve(page, user=user, seal=page.draft_seal)

    def submit(self, page: Any) -> Any:
        """Send a story to the desk."""
        decisions.submit(page, user=self.newsroom.writer)
        return page

    def publish(self, page: Any) -> Any:
        """Take a story through its review."""
        self.approve(self.submit(page), self.desk, self.chief)
        return page


def _draft(stage: Stage) -> Any:
    return stage.draft("draft")


def _at_desk(stage: Stage) -> Any:
    return stage.submit(stage.draft("at-desk"))


def _at_sign_off(stage: Stage) -> Any:
    page = stage.submit(stage.draft("at-sign-off"))
    stage.approve(page, stage.desk)
    return page


def _changes_requested(stage: Stage) -> Any:
    page = stage.submit(stage.draft("changes-requested"))
    decisions.request_changes(page, user=stage.desk, seal=page.draft_seal, reason="Shorter.")
    return page


def _scheduled(stage: Stage) -> Any:
    return stage.publish(stage.draft("scheduled", go_live_at=timezone.now() + timedelta(hours=1)))


def _live(stage: Stage) -> Any:
    return stage.publish(stage.draft("live"))


def _live_with_draft(stage: Stage) -> Any:
    page = stage.publish(stage.draft("live-with-draft"))
    for name in ("root", "everything"):
        stage.newsroom.change(page, user=stage.people[name], standfirst=f"Newer, by {name}.")
    return page


def _live_at_desk(stage: Stage) -> Any:
    page = stage.publish(stage.draft("live-at-desk"))
    for name in ("root", "everything"):
        stage.newsroom.change(page, user=stage.people[name], standfirst=f"Newer, by {name}.")
    return stage.submit(page)


def _locked(stage: Stage) -> Any:
    page = stage.draft("locked")
    locked = {"locked": True, "locked_by": stage.desk, "locked_at": timezone.now()}
    Page.objects.filter(pk=page.pk).update(**locked)
    return page


STATES: dict[str, Callable[[Stage], Any]] = {
    "draft": _draft,
    "at desk": _at_desk,
    "at sign-off": _at_sign_off,
    "changes requested": _changes_requested,
    "scheduled": _scheduled,
    "live": _live,
    "live with draft": _live_with_draft,
    "live at desk": _live_at_desk,
    "locked": _locked,
}


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
