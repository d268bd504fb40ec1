"""An upgrade while readers read and writers save: add → use → remove, each beside the version before it."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.cms.operations.conftest import Served, newsroom_at
from tests.docs.pages import ROOT
from tests.services.postgres import needs_postgres, own_postgres
from tests.services.server import free_port, serving
from tests.somebody import Drafts, Somebody, ask

pytestmark = pytest.mark.slow
CODE = ("cms", "home", "news", "templates", "manage.py", "gunicorn.conf.py")
FIELD = '    mood = models.CharField(max_length=20, blank=True, default="", db_default="")\n'
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("news", "{after}")]
    operations = [migrations.{operation}]
"""
ADD = 'AddField("storypage", "mood", models.CharField(max_length=20, blank=True, default="", db_default=""))'
REMOVE = 'RemoveField("storypage", "mood")'
NEWEST = max(path.stem for path in (ROOT / "news" / "migrations").glob("[0-9]*.py"))
EXPAND, CONTRACT = "0901_mood", "0902_mood_contract"


def version(folder: Path, *, has_field: bool, migrations: dict[str, tuple[str, str]]) -> Path:
    """Return a copy of the project with other migrations, and a model that has the new field or lacks it."""
    for name in CODE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for name, (after, operation) in migrations.items():
        text = MIGRATION.format(after=after, operation=operation)
        (folder / "news" / "migrations" / f"{name}.py").write_text(text)
    if has_field:
        stories = folder / "news" / "models" / "stories.py"
        text = stories.read_text()
        stories.write_text(text.replace("    no_picture = ", f"{FIELD}    no_picture = ", 1))
    return folder


def migrated(folder: Path, served: Served) -> None:
    """Run that version's migrations."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=folder, env=served.environment, check=True)  # noqa: S603


@contextmanager
def crowd(served: Served, port: int) -> Iterator[list[Somebody]]:
    """Return readers and a writer at work on a server; all that they ask must be answered."""
    drafts = Drafts(port, served.token, served.section)
    paths = (f"/api/v2/pages/{served.page}/", "/api/v2/pages/?fields=*", "/")
    people = [Somebody(lambda _number, path=path: ask(port, "GET", path)[0]) for path in paths]
    people.append(Somebody(drafts))
    for person in people:
        person.start()
    try:
        yield people
    finally:
        for person in people:
            person.stop.set()
            person.join()
    assert [{status for _at, status in person.seen} for person in people] == [{200}, {200}, {200}, {201}]


def all_are_answered(people: list[Somebody]) -> None:
    """Wait until everybody has got answers that were asked for after this moment."""
    since = time.monotonic()
    for person in people:
        person.wait_for(200, 201, count=5, since=since)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """Return a newsroom on either engine."""
    with ExitStack() as stack:
        is_sqlite = request.param == "sqlite"
        url = "" if is_sqlite else stack.enter_context(own_postgres()).url
        yield stack.enter_context(newsroom_at(url, tmp_path / "data"))


@pytest.mark.long
def test_nobody_is_refused_while_a_column_comes_and_goes(served: Served, tmp_path: Path) -> None:
    expand = {EXPAND: (NEWEST, ADD)}
    both = expand | {CONTRACT: (EXPAND, REMOVE)}
    folders = [tmp_path / name for name in ("second", "third")]
    for folder in folders:
        folder.mkdir()
    second = version(folders[0], has_field=True, migrations=expand)
    third = version(folders[1], has_field=False, migrations=both)

    with crowd(served, served.port) as first:
        all_are_answered(first)
        migrated(second, served)
        all_are_answered(first)
        port = free_port()
        with serving("cms.wsgi", port, served.environment, cwd=second), crowd(served, port) as newer:
            all_are_answered(newer)
            all_are_answered(first)
        # The first version knows no such column, as a third one would: readers and writers meet its end.
        migrated(third, served)
        all_are_answered(first)


@needs_postgres
def test_a_migration_that_gets_no_lock_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A report holds the table for ten seconds: all are answered meanwhile, and it is migrated then."""
    folder = tmp_path / "second"
    folder.mkdir()
    second = version(folder, has_field=True, migrations={EXPAND: (NEWEST, ADD)})
    with own_postgres() as database, newsroom_at(database.url, tmp_path / "data") as served:
        with psycopg.connect(database.url) as report, crowd(served, served.port) as people:
            report.execute("SELECT count(*) FROM news_storypage")
            migration = threading.Thread(target=migrated, args=(second, served))
            migration.start()
            time.sleep(10)
            assert migration.is_alive()
            all_are_answered(people)
            report.rollback()
            migration.join(timeout=20)
            assert not migration.is_alive()
        with psycopg.connect(database.url) as connection:
            connection.execute("SELECT mood FROM news_storypage")
