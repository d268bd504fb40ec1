"""Processes of their own on a database, for what no thread of a test can show; run by `test_processes`.

`prepare` writes a newsroom, `tick` is one scheduler two hours later, `die` publishes a story again and again
and dies each time at another statement.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import django

from tests.databases import one_clock, raw_connection

STORIES = 3
HOUR = timedelta(hours=1)
DIED = 9
SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
POSTGRESQL_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def prepare() -> None:
    """Write stories that are due in an hour, one of them spoilt, and one whose next approval publishes it."""
    from django.core.management import call_command
    from django.utils import timezone

    from cms.moderation.review import decisions
    from cms.publishing.models import KeptCopy
    from tests.newsroom import Newsroom

    call_command("migrate", verbosity=0)
    newsroom = Newsroom()
    plain: dict[str, Any] = {"hero": [], "no_picture": True}
    for number in range(STORIES):
        page = newsroom.draft(slug=f"due-{number}", go_live_at=timezone.now() + HOUR, **plain)
        newsroom.publish(page)
    KeptCopy.objects.filter(page__slug="due-0").delete()
    page = newsroom.draft(slug="approved-once", **plain)
    decisions.submit(page, user=newsroom.writer)
    newsroom.approve(page, newsroom.reviewer)


def tick(start: float) -> None:
    """Publish what is due, beginning at a moment that another process waits for too."""
    import time_machine
    from django.db import connection
    from django.utils import timezone

    from cms.publishing import scheduler

    one_clock(connection)
    while time.time() < start:
        pass
    with time_machine.travel(timezone.now() + 2 * HOUR):
        report = scheduler.publish_due(now=scheduler.database_now())
    sys.stdout.write(json.dumps({"published": report.published, "failed": report.failed}))


def die(url: str, step: int) -> None:
    """Kill a publication at every `step`th statement; print how many kills there were, and how many tore."""
    before, torn = rows(url), 0
    for kills, number in enumerate(count(1, step)):
        child = os.fork()
        if child == 0:
            publish_and_die(number)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status == 0:
            sys.stdout.write(json.dumps({"kills": kills, "torn": torn, "changed": rows(url) != before}))
            return
        assert status == DIED, status
        torn += rows(url) != before


def publish_and_die(number: int) -> None:
    """Publish the approved story, but end at the statement with this number."""
    from django.db import connection

    from news.models import BriefPage
    from tests.newsroom import Newsroom

    newsroom, numbers = Newsroom(), count(1)
    page = BriefPage.objects.get(slug="approved-once")
    seal = page.draft_seal

    def kill(execute: Callable[..., Any], *statement: Any) -> Any:
        if next(numbers) == number:
            os._exit(DIED)
        return execute(*statement)

    from cms.moderation.review import decisions

    with connection.execute_wrapper(kill):
        decisions.approve(page, user=newsroom.publisher, seal=seal)
    os._exit(0)


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table as another reader sees it."""
    tables = POSTGRESQL_TABLES if url.startswith("postgres") else SQLITE_TABLES
    with raw_connection(url) as reader:
        names = [name for (name,) in reader.execute(tables).fetchall()]
        return {
            name: sorted(reader.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for name in names
        }


if __name__ == "__main__":
    django.setup()
    what, *arguments = sys.argv[1:]
    if what == "prepare":
        prepare()
    elif what == "tick":
        tick(float(arguments[0]))
    else:
        die(arguments[0], int(arguments[1]))
