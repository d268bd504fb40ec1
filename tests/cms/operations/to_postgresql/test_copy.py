"""Moving up: the new database holds the same, or is as it was; the site answers the same bytes from both."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.services.postgres import QUICK, OwnPostgres, needs_postgres, own_postgres
from tests.services.server import HOST, demo, free_port, run

pytestmark = [pytest.mark.slow, needs_postgres]
MAKE = """
import django; django.setup()
from tests.newsroom import Newsroom
newsroom = Newsroom()
newsroom.reviewed(title="A harbour opens")
newsroom.submitted("numbers", title="In review", slug="in-review")
newsroom.draft("watch", title="Snow ❄ and 𝄞", slug="draft")
"""
ANSWERS = """
import django; django.setup()
import hashlib, json
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
pages = client.get("/api/v2/pages/?limit=100").json()["items"]
paths = ["pages/?limit=100", "pages/?fields=*", "pages/?search=russia&highlight=true", "topics/", "authors/",
    "menus/", "site/", "series/", "changes/?since=0",
    "calendar/?from=2023-01-01&to=2023-12-31", "openapi.json",
    *(f"pages/{page['id']}/" for page in pages)]
answers = {path: client.get(f"/api/v2/{path}") for path in paths}
assert {answer.status_code for answer in answers.values()} == {200}
print(json.dumps({path: [answer.headers.get("ETag"), hashlib.sha256(answer.content).hexdigest()]
    for path, answer in answers.items()}))
"""
NEXT = """
import django; django.setup()
from django.db.models import Max
from wagtail.models import Page
from tests.newsroom import Newsroom
newsroom = Newsroom()
page = newsroom.reviewed(title="The next", slug="the-next")
print(page.pk, Page.objects.exclude(pk=page.pk).aggregate(m=Max("pk"))["m"])
"""
READY = """
import django; django.setup()
import json
from cms.core import clock
from cms.operations.probes import readiness
print(json.dumps(readiness.report(now=clock.now())))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[OwnPostgres]:
    with own_postgres(**QUICK) as found:
        with psycopg.connect(found.url, autocommit=True) as opened:
            opened.execute("CREATE DATABASE migrated")
        run(
            ["manage.py", "migrate", "--verbosity", "0"],
            os.environ | {"DATABASE_URL": url(found, "migrated")},
        )
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the SQLite file of a small newsroom."""
    folder: Path = tmp_path_factory.mktemp("made")
    environment = os.environ | {
        "GALLEY_DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    run(["manage.py", "migrate", "--verbosity", "0"], environment)
    run(["-c", MAKE], environment)
    with closing(sqlite3.connect(folder / "galley.sqlite3")) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "galley.sqlite3"


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it, for a test to spoil."""
    path = tmp_path / "galley.sqlite3"
    path.write_bytes(made.read_bytes())
    return path


@pytest.fixture
def target(server: OwnPostgres) -> Iterator[str]:
    """Return the address of an empty database with all migrations."""
    yield from _fresh(server)


def _fresh(server: OwnPostgres) -> Iterator[str]:
    with psycopg.connect(server.url, autocommit=True) as opened:
        opened.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        opened.execute("CREATE DATABASE fresh TEMPLATE migrated")
    yield url(server, "fresh")


def url(server: OwnPostgres, name: str) -> str:
    return server.url.replace("/postgres", f"/{name}")


def environment_of(database: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}


def copied(path: Path, target: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", "copy_database", target]
    environment = environment_of(f"sqlite:///{path}")
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def rows(target: str) -> dict[str, int]:
    with psycopg.connect(target) as opened:
        names = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: _count(opened, name) for (name,) in names}


def _count(opened: Any, name: str) -> int:
    return int(opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608


@contextmanager
def spoilt(path: Path) -> Iterator[sqlite3.Connection]:
    """Return the file to write into past all rules."""
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.create_function("json_valid", 1, lambda _text: 1)
        yield opened


@pytest.mark.long
def test_the_demo_answers_the_same_bytes_from_both(target: str) -> None:
    with demo(free_port()) as here:
        there = {**here, "DATABASE_URL": target}

        said = run(["manage.py", "copy_database", target], here)

        assert "the same in both databases." in said
        before, after = (json.loads(run(["-c", ANSWERS], side)) for side in (here, there))
        assert len(before) > 30
        assert after == before
        assert "as published" in run(["manage.py", "verify_documents"], there)
        run(["manage.py", "update_index", "--verbosity", "0"], there)
        ready = json.loads(run(["-c", READY], there))
        assert ready == {"database": True, "documents": True, "migrations": True, "worker": False}


def test_the_next_story_goes_through_its_review_with_an_id_of_its_own(small: Path, target: str) -> None:
    assert copied(small, target).returncode == 0

    new, last = map(int, run(["-c", NEXT], environment_of(target)).split())

    assert new > last


def test_a_copy_that_differs_is_not_kept(small: Path, target: str) -> None:
    before = rows(target)
    with psycopg.connect(target) as opened:
        opened.execute(
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.name := NEW.name || '!'; RETURN NEW; END $$"
        )
        opened.execute(
            "CREATE TRIGGER spoil BEFORE INSERT ON news_topic FOR EACH ROW EXECUTE FUNCTION spoil()"
        )

    done = copied(small, target)

    assert (done.returncode, "differs from what was copied: news_topic." in done.stderr) == (1, True)
    assert rows(target) == before


@pytest.mark.long
def test_what_migrate_makes_is_what_is_replaced(target: str) -> None:
    from cms.operations.to_postgresql.copy import MADE_BY_MIGRATE

    filled = {name for name, count in rows(target).items() if count}

    assert filled - {"django_migrations"} == MADE_BY_MIGRATE


def test_a_second_copy_is_refused(small: Path, target: str) -> None:
    assert copied(small, target).returncode == 0
    before = rows(target)

    again = copied(small, target)

    assert (again.returncode, "is not empty" in again.stderr) == (1, True)
    assert rows(target) == before


@pytest.mark.long
def test_one_that_is_killed_leaves_the_new_database_as_it_was(small: Path, target: str) -> None:
    before = rows(target)
    command = [sys.executable, "manage.py", "copy_database", target]
    process = subprocess.Popen(  # noqa: S603
        command, env=environment_of(f"sqlite:///{small}"), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for line in process.stdout:
        if "auth_user:" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    assert rows(target) == before
    assert copied(small, target).returncode == 0


def nul_in_text(opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE auth_user SET first_name = 'a' || char(0) WHERE username = 'writer'")


def nul_in_json(opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE news_briefpage SET body = json_array(char(0))")


def too_long(opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE news_topic SET name = ? WHERE id = (SELECT min(id) FROM news_topic)", ["a" * 9999])


def nothing_named(opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE news_byline SET author_id = 999 WHERE id = (SELECT min(id) FROM news_byline)")


@pytest.mark.long
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (nul_in_text, ("auth_user, id ", ", first_name: ", "NUL")),
        (nul_in_json, ("news_briefpage, storypage_ptr_id ", ", body: ")),
        (too_long, ("news_topic, id ", "value too long")),
        (nothing_named, ("A row names another one that is not there", "news_byline", "999")),
    ],
)
def test_what_postgresql_does_not_take_is_named_and_nothing_is_copied(
    small: Path, target: str, spoil: Callable[[sqlite3.Connection], None], words: tuple[str, ...]
) -> None:
    before = rows(target)
    with spoilt(small) as opened:
        spoil(opened)

    done = copied(small, target)

    assert done.returncode == 1
    assert [word for word in words if word not in done.stderr] == []
    assert "aaaa" not in done.stderr
    assert rows(target) == before


def a_worker(opened: sqlite3.Connection) -> None:
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    opened.execute("INSERT INTO operations_heartbeat (id, at) VALUES (1, ?)", [at])


def a_migration_less(opened: sqlite3.Connection) -> None:
    opened.execute("DELETE FROM django_migrations WHERE app = 'delivery' AND name LIKE '0007%'")


@pytest.mark.long
@pytest.mark.parametrize(("spoil", "words"), [(a_worker, "Stop it"), (a_migration_less, "run migrate first")])
def test_a_site_that_is_at_work_or_old_is_not_copied(
    small: Path, target: str, spoil: Callable[[sqlite3.Connection], None], words: str
) -> None:
    before = rows(target)
    with spoilt(small) as opened:
        spoil(opened)

    done = copied(small, target)

    assert (done.returncode, words in done.stderr) == (1, True), done.stderr
    assert rows(target) == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("{}/nowhere", "does not answer"),
        (f"postgres://galley@{HOST}:1/none", "does not answer"),
        ("sqlite:///{}", "into PostgreSQL"),
        ("nonsense", "postgres://user"),
        ("{}/template1", "run migrate there"),
    ],
)
def test_a_wrong_address_is_said(server: OwnPostgres, made: Path, address: str, words: str) -> None:
    where = str(made) if address.startswith("sqlite") else server.url.rsplit("/", 1)[0]

    done = copied(made, address.format(where))

    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (1, True, False), (
        done.stderr
    )
