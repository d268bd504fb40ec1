"""What leaves the caches before this server, when, and that a failing cache stops nobody."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.core import clock
from cms.delivery.models import Change
from cms.publishing.freshness import rebuild, scopes
from cms.publishing.models import WaitingPurge
from cms.publishing.purging import queue, rules
from cms.publishing.purging.rules import Purge, of_page, of_scope
from news.models import NewsIndexPage, RelatedStory, Series
from tests.newsroom import Newsroom, publish_directly
from tests.routes import public_routes

from . import recording

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
LISTS = rules.registered()
NO_LISTS = frozenset({"api/v2/", "api/v2/openapi.json", "api/v2/pages/find/", "api/v2/preview/"})
Committed = Callable[[], AbstractContextManager[None]]


@dataclass
class Purged:
    """Calls of the two backends since the last look."""

    keys: list[set[str]]
    addresses: list[set[str]]


@pytest.fixture
def committed(db: None) -> Iterator[Committed]:
    """Return a context after which a worker sends what waits."""

    @contextmanager
    def context() -> Iterator[None]:
        WaitingPurge.objects.all().delete()  # what the story of the test was made with
        yield
        queue.send_waiting()

    with override_settings(GALLEY_PURGE_BACKEND=recording.KEYS, WAGTAILFRONTENDCACHE=recording.ADDRESSES):
        yield context


@pytest.fixture
def purged() -> Purged:
    return Purged(*recording.forget())


def presenting(newsroom: Newsroom) -> set[str]:
    return {f"/api/v2/pages/{newsroom.home.pk}/", "/"}


def change(**fields: Any) -> Change:
    return Change(**{"kind": Change.Kind.UPDATED, "path": "/news/one/", "previous_path": ""} | fields)


def test_a_page_purges_its_addresses_and_lists() -> None:
    moved = change(kind=Change.Kind.MOVED, previous_path="/old/one/")

    assert of_page(7, moved, lists=["/api/v2/pages/"]) == Purge(
        frozenset({"page-7", "list"}),
        frozenset(
            {
                "/api/v2/pages/7/",
                "/news/one/",
                "/old/one/",
                "/api/v2/pages/find/?html_path=/news/one/",
                "/api/v2/pages/find/?html_path=/old/one/",
                "/api/v2/pages/",
            }
        ),
    )


@pytest.mark.parametrize(
    ("scope", "keys"),
    [("everything", {"site", "list"}), ("subtree", {"site", "list"}), ("mentions", {"list"})],
)
def test_a_scope_purges_the_site_where_pages_may_have_gone(scope: str, keys: set[str]) -> None:
    assert of_scope(change(kind="scope", scope=scope), lists=[]).keys == keys


def test_every_list_of_the_api_is_purged() -> None:
    lists = {r for r in public_routes() if r.startswith("api/v2/") and "<" not in r}

    assert {f"/{route}" for route in lists - NO_LISTS} == LISTS


def test_a_publication_purges_once_by_key_and_once_by_address(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    page = newsroom.submitted(slug="first", **PLAIN)
    newsroom.approve(page, newsroom.reviewer)

    with committed():
        newsroom.approve(page, newsroom.publisher)
        assert (purged.keys, purged.addresses) == ([], [])

    detail, find = f"/api/v2/pages/{page.pk}/", "/api/v2/pages/find/?html_path=/news/first/"
    assert purged.keys == [{f"page-{page.pk}", "list"}]
    assert purged.addresses == [{detail, find, "/news/first/"} | LISTS | presenting(newsroom)]


def test_dependents_are_purged_in_the_same_call(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    target = newsroom.live(slug="target", **PLAIN)
    dependents = []
    for n in range(3):
        page = newsroom.draft(slug=f"dependent-{n}", **PLAIN)
        page.related.set([RelatedStory(target=target, sort_order=0)])
        page.save_revision(user=newsroom.writer, clean=False)
        newsroom.publish(page)
        dependents.append(page)
    newsroom.change(target, title="Another headline")

    with committed():
        newsroom.publish(target)

    assert purged.keys == [{"list", *(f"page-{page.pk}" for page in (target, *dependents))}]
    assert len(purged.addresses) == 1


def test_a_new_slug_purges_the_old_address(newsroom: Newsroom, committed: Committed, purged: Purged) -> None:
    page = newsroom.live(slug="first", **PLAIN)
    newsroom.change(page, slug="second")

    with committed():
        newsroom.publish(page)

    assert {"/news/first/", "/news/second/"} <= set[str]().union(*purged.addresses)


def test_a_move_purges_the_old_addresses_of_all_that_moved(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    section = publish_directly(newsroom.home, NewsIndexPage(title="Section", slug="section"))
    page = newsroom.live(slug="one", **PLAIN)
    page.move(Page.objects.get(pk=section.pk), pos="last-child")

    with committed():
        Page.objects.get(pk=section.pk).specific.move(Page.objects.get(pk=newsroom.news.pk), pos="last-child")

    (addresses,), (keys,) = purged.addresses, purged.keys
    assert {"/section/one/", "/news/section/one/", "/section/", "/news/section/"} <= addresses
    assert {f"page-{page.pk}", f"page-{section.pk}"} <= keys


@pytest.mark.parametrize("few", [20, 0], ids=["at once", "by the worker"])
def test_what_a_restriction_hides_is_purged(
    newsroom: Newsroom, committed: Committed, purged: Purged, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    page = newsroom.live(slug="one", **PLAIN)
    monkeypatch.setattr(scopes, "FEW", few)

    with committed():
        PageViewRestriction.objects.create(page=newsroom.news, restriction_type=PageViewRestriction.LOGIN)

    (keys,) = purged.keys
    assert {f"page-{page.pk}", "site"} & keys == ({"site"} if few == 0 else {f"page-{page.pk}"})
    with committed():
        while rebuild.walk(now=clock.now()):
            pass
    assert f"page-{page.pk}" in set[str]().union(*purged.keys)
    assert "/news/one/" in set[str]().union(*purged.addresses)


def test_a_withdrawn_page_is_purged(newsroom: Newsroom, committed: Committed, purged: Purged) -> None:
    page = newsroom.live(slug="one", **PLAIN)

    with committed():
        page.unpublish()

    assert purged.keys == [{f"page-{page.pk}", "list"}]
    assert "/news/one/" in purged.addresses[0]


def test_a_name_without_documents_purges_lists(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    with committed():
        Series.objects.create(name="Deaths", slug="deaths")

    assert purged.keys == [{"list"}]
    assert purged.addresses == [LISTS | presenting(newsroom)]


def test_another_host_purges_the_site(newsroom: Newsroom, committed: Committed, purged: Purged) -> None:
    with committed():
        Site.objects.get().save()

    assert purged.keys == [{"site", "list"}]


def test_nothing_is_purged_when_the_transaction_rolls_back(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    page = newsroom.live(slug="one", **PLAIN)

    with committed(), transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)

    assert (purged.keys, purged.addresses) == ([], [])


def test_what_follows_a_rolled_back_step_is_purged_without_it(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    first, second = newsroom.live(slug="one", **PLAIN), newsroom.live(slug="two", **PLAIN)

    with committed():
        with transaction.atomic():
            first.unpublish()
            transaction.set_rollback(True)
        second.unpublish()

    assert purged.keys == [{f"page-{second.pk}", "list"}]


def test_a_rebuild_that_changes_nothing_purges_nothing(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    newsroom.live(**PLAIN)

    with committed():
        call_command("rebuild_documents", verbosity=0)

    assert (purged.keys, purged.addresses) == ([], [])


def test_a_cache_that_is_away_stops_nothing(
    newsroom: Newsroom, committed: Committed, purged: Purged, caplog: pytest.LogCaptureFixture
) -> None:
    page = newsroom.live(slug="one", **PLAIN)

    with override_settings(GALLEY_PURGE_BACKEND=recording.BROKEN), committed():
        page.unpublish()

    assert [record.message for record in caplog.records] == ["purge_failed"]
    assert "/news/one/" in purged.addresses[0]
    assert queue.send_waiting() == 0  # it rests
    with time_machine.travel(clock.now() + queue.REST):
        queue.send_waiting()
    assert purged.keys == [{f"page-{page.pk}", "list"}]
    assert not WaitingPurge.objects.exists()


def test_a_cache_does_not_rest_until_a_clock_that_was_set_back_has_caught_up(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    page = newsroom.live(slug="one", **PLAIN)

    with override_settings(GALLEY_PURGE_BACKEND=recording.BROKEN), committed():
        page.unpublish()
    with time_machine.travel(clock.now() - queue.REST):
        queue.send_waiting()

    assert purged.keys == [{f"page-{page.pk}", "list"}]


def test_what_a_cache_has_not_taken_for_a_day_is_given_up(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    page = newsroom.live(slug="one", **PLAIN)

    with override_settings(GALLEY_PURGE_BACKEND=recording.BROKEN):
        with committed():
            page.unpublish()
        with time_machine.travel(clock.now() + queue.GIVE_UP + queue.REST):
            queue.send_waiting()

    assert not WaitingPurge.objects.exists()


def test_purges_come_in_the_order_of_commits(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    pages = [newsroom.live(slug=slug, **PLAIN) for slug in ("one", "two")]

    for page in pages:
        with committed():
            page.unpublish()

    assert purged.keys == [{f"page-{page.pk}", "list"} for page in pages]


def test_without_a_cache_nothing_waits(newsroom: Newsroom) -> None:
    newsroom.live(**PLAIN).unpublish()

    assert not WaitingPurge.objects.exists()


def test_a_redirect_purges_the_lists_and_what_is_found_there(
    newsroom: Newsroom, committed: Committed, purged: Purged
) -> None:
    with committed():
        Redirect.add_redirect("/old", "https://other.example/")

    found = {f"/api/v2/pages/find/?html_path=/old{end}" for end in ("", "/")}
    assert purged.keys == [{"list"}]
    assert purged.addresses == [found | LISTS | presenting(newsroom)]
