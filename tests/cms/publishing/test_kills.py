"""A process that dies at any SQL statement leaves everything as before, or everything done."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from cms.moderation.review import decisions
from news.models import NewsIndexPage
from tests.databases import numbers_given_back
from tests.newsroom import Newsroom, publish_directly
from tests.world import World, world

from .test_atomicity import PLAIN, approve_in_admin, client_of

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SAMPLE = 23  # the fast suite kills at every so many statements
UUID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Act = Callable[[Newsroom, Any], object]


class Killed(BaseException):
    """The end of a process: nothing that catches exceptions catches it."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Die at the statement with this number, before the database sees it.

    What is dead says nothing more, whatever catches its end (Wagtail's background tasks do): only what the
    database does by itself still happens, the rollback.
    """
    numbers = count(1)

    def kill(execute: Any, sql: str, *rest: Any) -> Any:
        is_dead = 0 < number <= next(numbers)
        if is_dead and not sql.startswith("ROLLBACK"):
            raise Killed
        return execute(sql, *rest)

    with connection.execute_wrapper(kill):
        yield


def state() -> World:
    """Return every row, whatever random name it was given."""
    return {table: sorted(UUID.sub("uuid", row) for row in rows) for table, rows in world().items()}


def publish(newsroom: Newsroom, page: Any) -> None:
    newsroom.approve(page, newsroom.publisher)


def publish_in_admin(newsroom: Newsroom, page: Any) -> None:
    assert approve_in_admin(newsroom, page) == 302


def unpublish(newsroom: Newsroom, page: Any) -> None:
    page.unpublish(user=newsroom.publisher)


def delete(newsroom: Newsroom, page: Any) -> None:
    page.delete(user=newsroom.publisher)


def move(newsroom: Newsroom, page: Any) -> None:
    page.move(NewsIndexPage.objects.get(slug="elsewhere"), pos="last-child")


def in_admin(view: str, *destination: str) -> Act:
    """Return the act of a publisher who confirms a view of the admin, with the reason that it asks for."""

    def act(newsroom: Newsroom, page: Any) -> None:
        places = NewsIndexPage.objects.filter(slug__in=destination).values_list("pk", flat=True)
        url = reverse(f"wagtailadmin_pages:{view}", args=(page.pk, *places))
        assert client_of(newsroom.publisher).post(url, {"reason": "It was wrong."}).status_code == 302

    act.__name__ = f"{view}_in_admin"
    return act


def prepared(newsroom: Newsroom, act: Act) -> Any:
    """Return a live story with an alias, or one that the next approval publishes again."""
    publish_directly(newsroom.home, NewsIndexPage(title="Elsewhere", slug="elsewhere"))
    page = newsroom.live(**PLAIN)
    page.create_alias(parent=newsroom.home, update_slug="alias")
    if act in {publish, publish_in_admin}:
        newsroom.change(page, title="Another headline")
        decisions.submit(page, user=newsroom.writer)
        newsroom.approve(page, newsroom.reviewer)
    return page


def outcome(act: Act, newsroom: Newsroom, page: Any, *, kill_at: int) -> tuple[World, bool]:
    """Return the state after the act was killed, and whether it was; the database forgets it afterwards."""
    with numbers_given_back(), transaction.atomic():
        killed = False
        try:
            with killed_at(kill_at):
                act(newsroom, type(page).objects.get(pk=page.pk))
        except Killed:
            killed = True
        found = state()
        transaction.set_rollback(True)
    return found, killed


def kill_everywhere(newsroom: Newsroom, act: Act, *, step: int) -> int:
    """Kill the act at every `step`th statement; return how many kills there were."""
    page = prepared(newsroom, act)
    with time_machine.travel(NOW, tick=False):
        before = state()
        done, _ = outcome(act, newsroom, page, kill_at=0)
        assert done != before
        for kills, number in enumerate(count(1, step)):
            found, killed = outcome(act, newsroom, page, kill_at=number)
            assert found in (before, done), f"torn at statement {number}"
            if not killed:
                return kills
    raise AssertionError


BY_CODE = [publish, unpublish, delete, move]
IN_ADMIN = [
    publish_in_admin,
    in_admin("unpublish"),
    in_admin("delete"),
    in_admin("move_confirm", "elsewhere"),
]


@pytest.mark.parametrize("act", [*BY_CODE, publish_in_admin])
def test_a_kill_at_some_statement_leaves_nothing_half_done(newsroom: Newsroom, act: Act) -> None:
    assert kill_everywhere(newsroom, act, step=SAMPLE) > 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "act", [*BY_CODE, *(pytest.param(act, marks=pytest.mark.long, id=act.__name__) for act in IN_ADMIN)]
)
def test_a_kill_at_any_statement_leaves_nothing_half_done(newsroom: Newsroom, act: Act) -> None:
    kills = kill_everywhere(newsroom, act, step=1)

    print(f"{act.__name__}: {kills} kills")  # noqa: T201  # for pytest -s
    assert kills > SAMPLE
