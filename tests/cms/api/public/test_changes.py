"""The feed of changes: what a client that follows it gets to know, and what nobody does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.core import clock
from cms.delivery import store
from cms.delivery.models import Change
from cms.publishing.freshness import rebuild, scopes
from news.models import NewsIndexPage
from tests.cms.api.test_parameters import SHOWN, assert_problem
from tests.newsroom import Newsroom, publish_directly

from .hostile import CHANGES, MIN_SEQUENCES

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
Section = Any


def feed(reader: Client, since: int = 0) -> list[dict[str, Any]]:
    """Return all changes after `since`, page by page, as a client walks them."""
    found: list[dict[str, Any]] = []
    while True:
        answer = reader.get(f"/api/v2/changes/?since={since}&limit=7").json()
        found += answer["items"]
        since = answer["meta"]["next_since"]
        if not answer["meta"]["has_more"]:
            return found


def replayed(changes: list[dict[str, Any]]) -> dict[str, str]:
    """Return the address of each page that a client knows of after the changes."""
    known: dict[str, str] = {}
    for change in changes:
        if change["kind"] in {"unpublished", "deleted"}:
            known.pop(change["uuid"], None)
        elif change["kind"] != "scope":
            known[change["uuid"]] = change["path"]
    return known


def crawled(reader: Client) -> dict[str, str]:
    items = reader.get("/api/v2/pages/?limit=100").json()["items"]
    return {item["uuid"]: item["meta"]["path"] for item in items}


def work_off() -> None:
    while rebuild.walk(now=clock.now()):
        pass


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def unpublish(page: Any) -> None:
    Page.objects.get(pk=page.pk).specific.unpublish()


@pytest.fixture
def section(newsroom: Newsroom) -> Section:
    """Return a live section of its own with two live stories."""
    page = publish_directly(newsroom.home, NewsIndexPage(title="Section", slug="section"))
    for slug in ("one", "two"):
        newsroom.live("brief", slug=slug, **PLAIN).move(Page.objects.get(pk=page.pk), pos="last-child")
    return NewsIndexPage.objects.get(pk=page.pk)


def test_changes_come_in_order_with_what_happened(newsroom: Newsroom, reader: Client) -> None:
    start = store.current_sequence()
    page = newsroom.live("brief", slug="first", **PLAIN)
    newsroom.publish_change(page, title="Another headline")
    newsroom.publish_change(page, slug="second")

    items = feed(reader, start)

    told = [i for i in items if i["uuid"] == str(page.uuid)]
    assert [(i["kind"], i["path"], i["previous_paths"]) for i in told] == [
        ("published", "/news/first/", []),
        ("updated", "/news/first/", []),
        ("moved", "/news/second/", ["/news/first/"]),
    ]
    assert [i["sequence"] for i in items] == list(range(start + 1, store.current_sequence() + 1))
    assert told[-1]["etag"] == reader.get(f"/api/v2/pages/{page.pk}/")["ETag"]
    assert {(i["id"], i["type"], i["scope"]) for i in told} == {(page.pk, "news.BriefPage", None)}


def test_who_is_up_to_date_gets_nothing(newsroom: Newsroom, reader: Client) -> None:
    now = store.current_sequence()

    answer = reader.get(f"/api/v2/changes/?since={now}")

    assert answer.json() == {"meta": {"next_since": now, "has_more": False}, "items": []}
    assert answer["Galley-Sequence"] == str(now)
    assert reader.get(f"/api/v2/changes/?since={now}", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


@pytest.mark.parametrize("hide", [restrict, unpublish])
@pytest.mark.parametrize("few", [20, 0], ids=["at once", "by the worker"])
def test_what_an_ancestor_hides_is_told_as_gone_without_its_address(
    newsroom: Newsroom,
    reader: Client,
    section: Section,
    monkeypatch: pytest.MonkeyPatch,
    hide: Callable[[Any], None],
    few: int,
) -> None:
    start = store.current_sequence()
    monkeypatch.setattr(scopes, "FEW", few)

    hide(section)
    before_the_worker = reader.get("/api/v2/changes/?limit=100").content.decode()
    work_off()

    gone = {i["uuid"] for i in feed(reader, start) if i["kind"] == "unpublished"}
    hidden = {str(page.specific.uuid) for page in section.get_children()} | {str(section.uuid)}
    assert gone == hidden
    assert len(hidden) == 3
    for text in (before_the_worker, reader.get("/api/v2/changes/?limit=100").content.decode()):
        assert "/section/" not in text
    assert replayed(feed(reader)) == crawled(reader)


def test_what_is_shown_again_is_told_as_published(
    newsroom: Newsroom, reader: Client, section: Section
) -> None:
    restrict(section)
    work_off()
    start = store.current_sequence()

    PageViewRestriction.objects.get().delete()
    work_off()

    shown = {i["path"]: i["kind"] for i in feed(reader, start)}
    assert shown == dict.fromkeys(["/section/", "/section/one/", "/section/two/"], "published")
    assert replayed(feed(reader)) == crawled(reader)


def test_what_happens_to_a_hidden_page_is_not_told(
    newsroom: Newsroom, reader: Client, section: Section
) -> None:
    restrict(section)
    work_off()
    start = store.current_sequence()
    page = section.get_children().get(slug="one").specific

    newsroom.publish_change(page, title="A secret", slug="secret")
    unpublish(page)
    Page.objects.get(pk=section.get_children().get(slug="two").pk).delete()

    assert (store.current_sequence(), feed(reader, start)) == (start, [])


def test_a_change_made_while_the_worker_lags_names_no_new_address(
    newsroom: Newsroom, reader: Client, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "FEW", 0)
    restrict(section)
    page = section.get_children().get(slug="one").specific

    newsroom.publish_change(page, slug="secret")

    change = Change.objects.filter(uuid=page.uuid).latest("sequence")
    assert (change.kind, change.path, change.previous_path) == ("unpublished", "/section/one/", "")


def test_one_row_tells_of_many_with_old_and_new_address(
    newsroom: Newsroom, reader: Client, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "FEW", 0)
    start = store.current_sequence()

    Page.objects.get(pk=section.pk).move(Page.objects.get(pk=newsroom.news.pk), pos="last-child")
    (row,) = feed(reader, start)
    work_off()

    assert (row["kind"], row["scope"], row["uuid"]) == ("scope", "subtree", str(section.uuid))
    assert (row["path"], row["previous_paths"]) == ("/news/section/", ["/section/"])
    moved = {i["path"]: i["previous_paths"] for i in feed(reader, row["sequence"]) if i["kind"] == "moved"}
    assert moved["/news/section/one/"] == ["/section/one/"]
    assert replayed(feed(reader)) == crawled(reader)


def test_a_rebuild_of_everything_is_one_row(newsroom: Newsroom, reader: Client) -> None:
    start = store.current_sequence()

    scopes.everything_changed(now=clock.now())

    assert [(i["kind"], i["scope"], i["uuid"], i["path"]) for i in feed(reader, start)] == [
        ("scope", "everything", None, None)
    ]


def test_changes_that_are_no_longer_kept_are_gone(newsroom: Newsroom, reader: Client) -> None:
    for n in range(3):
        newsroom.live("brief", slug=f"story-{n}", **PLAIN)
    now = store.current_sequence()

    gone = store.forget_changes(kept=2)
    late, in_time = (reader.get(f"/api/v2/changes/?since={since}") for since in (now - 3, now - 2))

    assert gone == now - 2
    assert store.forget_changes(kept=2) == 0
    assert_problem(late, 410)
    assert late["Link"] == '<https://example.org/api/v2/pages/?limit=100>; rel="start"'
    assert len(in_time.json()["items"]) == 2


def test_a_sequence_that_was_never_issued_is_refused(newsroom: Newsroom, reader: Client) -> None:
    assert_problem(reader.get(f"/api/v2/changes/?since={store.current_sequence() + 1}"), 400)


@pytest.mark.parametrize("query", CHANGES, ids=lambda query: query[:SHOWN])
def test_hostile_questions_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, query: str
) -> None:
    with django_assert_num_queries(0):
        answer = reader.get(f"/api/v2/changes/?{query}")

    assert_problem(answer, 400)


READS = [
    "/api/v2/pages/",
    "/api/v2/pages/?topic=nothing",
    "/api/v2/pages/find/?html_path=/",
    "/api/v2/changes/",
    "/api/v2/series/",
    "/api/v2/calendar/",
]


def also(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


@pytest.mark.parametrize("address", [*READS, "/api/v2/pages/1/", "/api/v2/series/none/"])
def test_every_read_is_as_fresh_as_asked_or_refused(newsroom: Newsroom, reader: Client, address: str) -> None:
    now = store.current_sequence()

    fresh = reader.get(also(address, f"min_sequence={now}"))
    never = reader.get(also(address, f"min_sequence={now + 1}"))

    assert int(fresh["Galley-Sequence"]) == now
    assert fresh.status_code == reader.get(address).status_code
    assert_problem(never, 400)
    assert [error["parameter"] for error in never.json()["errors"]] == ["min_sequence"]


@pytest.mark.parametrize("query", MIN_SEQUENCES, ids=lambda query: query[:SHOWN])
def test_hostile_sequences_are_refused_without_a_query(
    reader: Client, db: None, django_assert_num_queries: Any, query: str
) -> None:
    for address in ("/api/v2/pages/1/", *READS):
        with django_assert_num_queries(0):
            answer = reader.get(also(address, query))

        assert_problem(answer, 400)
