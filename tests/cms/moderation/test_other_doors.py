"""Doors beside the stories': sites, snippets, pictures, reviews and settings, in the admin and the API."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken, ModelLogEntry, PageLogEntry, Site, Workflow

from cms.moderation.models import ReviewSettings, ReviewTask
from news.models import NewsImage, Topic
from tests.newsroom import Newsroom, picture_file

from .effects import effects, world

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
Act = Callable[["Desk", str], Any]


class Desk:
    """A live story with a picture, its topic, and everybody who might try a door."""

    def __init__(self) -> None:
        self.newsroom = Newsroom()
        self.page = self.newsroom.live()
        self.image = NewsImage.objects.get()
        self.topic = Topic.objects.get(name="Somalia")
        self.site = Site.objects.get()
        people = {
            "writer": self.newsroom.writer,
            "reviewer": self.newsroom.reviewer,
            "publisher": self.newsroom.publisher,
            "superuser": self.newsroom.person("superuser", is_superuser=True),
        }
        self.clients = {name: Client(raise_request_exception=False) for name in (*people, "anonymous")}
        for name, user in people.items():
            self.clients[name].force_login(user)
        self.tokens = {name: APIToken.create_token(user=user, name="t")[1] for name, user in people.items()}

    def post(self, actor: str, path: str, **data: Any) -> Any:
        """Send a form."""
        return self.clients[actor].post(path, data)

    def send(self, actor: str, method: str, path: str, data: Any = None) -> Any:
        """Send JSON with a token."""
        token = {"HTTP_AUTHORIZATION": f"Bearer {self.tokens.get(actor, '')}"}
        call = getattr(self.clients[actor], method)
        return call(path, json.dumps(data or {}), content_type="application/json", **token)


SITE: dict[str, Any] = {"hostname": "evil.example", "port": 443, "site_name": "Ours", "is_default_site": True}
SITE_ACTS: dict[str, Act] = {
    "admin: edit": lambda d, a: d.post(
        a, f"/admin/sites/edit/{d.site.pk}/", **SITE, root_page=d.newsroom.home.pk
    ),
    "admin: delete": lambda d, a: d.post(a, f"/admin/sites/delete/{d.site.pk}/"),
    "admin: new": lambda d, a: d.post(
        a, "/admin/sites/new/", hostname="new.example", port=80, root_page=d.newsroom.news.pk
    ),
    "v3: create": lambda d, a: d.send(
        a,
        "post",
        "/api/v3/sites/",
        {"hostname": "new.example", "port": 80, "root_page_id": d.newsroom.news.pk},
    ),
    "v3: put": lambda d, a: d.send(
        a, "put", f"/api/v3/sites/{d.site.pk}/", {**SITE, "root_page_id": d.newsroom.home.pk}
    ),
    "v3: delete": lambda d, a: d.send(a, "delete", f"/api/v3/sites/{d.site.pk}/"),
}
TOPIC_ACTS: dict[str, Act] = {
    "admin: edit": lambda d, a: d.post(
        a, f"/admin/snippets/news/topic/edit/{d.topic.pk}/", name="Changed", slug="changed"
    ),
    "admin: delete": lambda d, a: d.post(a, f"/admin/snippets/news/topic/delete/{d.topic.pk}/"),
    "v3: patch": lambda d, a: d.send(
        a, "patch", f"/api/v3/snippets/news.Topic/{d.topic.pk}/", {"name": "Changed"}
    ),
    "v3: DELETE": lambda d, a: d.send(a, "delete", f"/api/v3/snippets/news.Topic/{d.topic.pk}/"),
    "v3: delete": lambda d, a: d.send(
        a, "delete", f"/api/v3/snippets/news.Topic/{d.topic.pk}/actions/delete/"
    ),
}
PICTURE_ACTS: dict[str, Act] = {
    "admin: other file": lambda d, a: d.post(
        a,
        f"/admin/images/{d.image.pk}/",
        title="Other",
        file=picture_file("other.png", (64, 32)),
        collection=d.image.collection_id,
    ),
    "admin: delete": lambda d, a: d.post(a, f"/admin/images/{d.image.pk}/delete/"),
    "admin: delete with a reason": lambda d, a: d.post(
        a, f"/admin/review/pictures/{d.image.pk}/", reason="Rights."
    ),
    "v3: patch": lambda d, a: d.send(
        a, "patch", f"/api/v3/images/{d.image.pk}/", {"title": "Other", "caption": "Other", "credit": "Other"}
    ),
    "v3: delete": lambda d, a: d.send(a, "delete", f"/api/v3/images/{d.image.pk}/"),
}


@pytest.fixture(scope="module")
def built_desk(shared_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[Desk]:
    """Return the desk, built once."""
    with shared_rows():
        yield Desk()


@pytest.fixture
def desk(db: None, built_desk: Desk) -> Desk:
    """Return the desk; what a test does to it goes when the test ends."""
    return built_desk


@pytest.mark.parametrize("act", SITE_ACTS)
@pytest.mark.parametrize("actor", ["anonymous", "writer", "reviewer"])
def test_sites_are_no_door_below_publishers(desk: Desk, actor: str, act: str) -> None:
    before = world()

    assert SITE_ACTS[act](desk, actor).status_code < 500

    assert effects(before, world()) == frozenset()


@pytest.mark.parametrize("act", SITE_ACTS)
def test_sites_are_the_publishers_and_what_they_do_is_logged(desk: Desk, act: str) -> None:
    before = world()

    assert SITE_ACTS[act](desk, "publisher").status_code < 400

    assert effects(before, world()) == frozenset({"site"})
    entry = ModelLogEntry.objects.get(content_type__model="site")
    assert entry.user.username == "publisher"


@pytest.mark.parametrize("act", TOPIC_ACTS)
@pytest.mark.parametrize("actor", ["anonymous", "writer"])
def test_topics_are_no_door_for_writers(desk: Desk, actor: str, act: str) -> None:
    before = world()

    assert TOPIC_ACTS[act](desk, actor).status_code < 500

    assert effects(before, world()) == frozenset()
    assert Topic.objects.filter(name="Somalia", slug="somalia").exists()


@pytest.mark.parametrize("act", PICTURE_ACTS)
@pytest.mark.parametrize("actor", ["anonymous", "writer", "reviewer", "publisher", "superuser"])
def test_a_picture_in_use_goes_by_a_publishers_act_with_a_reason_alone(
    desk: Desk, actor: str, act: str
) -> None:
    before, name = world(), desk.image.file.name
    may = act == "admin: delete with a reason" and actor in {"publisher", "superuser"}

    assert PICTURE_ACTS[act](desk, actor).status_code < 500

    assert effects(before, world()) == (frozenset({"public"}) if may else frozenset())
    assert [image.file.name for image in NewsImage.objects.all()] == ([] if may else [name])
    if may:
        assert PageLogEntry.objects.filter(action="galley.reason", page=desk.page.pk).exists()


@pytest.mark.parametrize("actor", ["anonymous", "writer", "reviewer", "publisher"])
def test_nobody_below_a_superuser_changes_the_review_itself(desk: Desk, actor: str) -> None:
    workflow, step = Workflow.objects.get(active=True), ReviewTask.objects.get(name="Desk review")
    paths = [
        f"/admin/workflows/disable/{workflow.pk}/",
        f"/admin/workflows/remove/{desk.newsroom.home.pk}/{workflow.pk}/",
        f"/admin/workflows/tasks/disable/{step.pk}/",
        f"/admin/workflows/tasks/edit/{step.pk}/",
        f"/admin/groups/edit/{desk.newsroom.reviewer.groups.get().pk}/",
        f"/admin/users/edit/{desk.newsroom.writer.pk}/",
    ]

    assert {desk.post(actor, path, name="x").status_code for path in paths} == {302}

    workflow.refresh_from_db()
    step.refresh_from_db()
    assert (workflow.active, step.active, step.name) == (True, True, "Desk review")
    assert desk.newsroom.home.get_workflow() == workflow


@pytest.mark.parametrize("actor", ["anonymous", "writer", "reviewer"])
def test_what_reviews_are_set_to_is_for_publishers(desk: Desk, actor: str) -> None:
    path = f"/admin/settings/moderation/reviewsettings/{ReviewSettings.load().pk}/"

    desk.post(actor, path, claim_minutes=1, batch_words=2000, phrases="")

    assert ReviewSettings.load().batch_words == 150


def test_privacy_is_logged(desk: Desk) -> None:
    path = f"/admin/pages/{desk.page.pk}/privacy/"

    desk.post("publisher", path, restriction_type="login")

    entry = PageLogEntry.objects.get(action="wagtail.view_restriction.create")
    assert (entry.page_id, entry.user.username) == (desk.page.pk, "publisher")
