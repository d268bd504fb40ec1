"""The disk is full: whoever saves gets 503, and what was acknowledged stays."""

import json
import os
import secrets
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.databases import raw_connection
from tests.postgres import OwnPostgres, needs_postgres
from tests.server import HOST, free_port, run, serving
from tests.somebody import ask

pytestmark = pytest.mark.slow
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.newsroom import Newsroom
newsroom = Newsroom()
print(newsroom.news.pk, newsroom.live(hero=[], no_picture=True).pk)
"""
LONG = 30_000  # bytes that nothing can shrink
LEFT_MB = 3
TRIES = 300


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Give a folder that holds no more; skip where it can't be made."""
    with tempfile.TemporaryDirectory(prefix="galley-disk-") as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "none", folder]
        if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
            pytest.skip("nobody but root may make a small disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607


@contextmanager
def newsroom(url: str, data: Path) -> Iterator[tuple[int, "Desk", int]]:
    """Give the port of a served newsroom, somebody who writes, and a public page."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": url,
        "GALLEY_DATA_DIR": str(data),
        "GALLEY_BASE_URL": f"http://{HOST}:{port}",
        "GALLEY_API_RATE": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
    section, page = map(int, run(["-c", PREPARE], environment).split())
    token = run(["manage.py", "issue_token", "writer"], environment).strip()
    with serving("cms.wsgi", port, environment):
        yield port, Desk(port, section, token), page


class Desk:
    """Writes long drafts, and remembers which were acknowledged."""

    def __init__(self, port: int, section: int, token: str) -> None:
        self.port, self.section, self.token = port, section, token
        self.titles: dict[int, str] = {}
        self.told: Counter[int] = Counter()
        self._numbers = count(1)

    def write(self) -> int:
        """Give the status of one more draft."""
        title = f"Draft {next(self._numbers)}"
        draft = {
            "title": title,
            "meta": {"type": "news.BriefPage", "parent_id": self.section},
            "body": [{"type": "paragraph", "value": f"<p>{secrets.token_hex(LONG)}</p>"}],
        }
        status, _type, body = ask(self.port, "POST", "/api/v3/pages/", draft, self.token)
        if status == 201:
            self.titles[json.loads(body)["id"]] = title
        self.told[status] += 1
        return status

    def write_until(self, status: int) -> None:
        """Write until that answer comes."""
        for _ in range(TRIES):
            if self.write() == status:
                return
        raise AssertionError(self.told)


def check(desk: Desk, url: str) -> None:
    """Compare what was acknowledged with the database."""
    print(f"drafts on a full disk: {dict(desk.told)}")  # noqa: T201
    assert set(desk.told) == {201, 503}
    with raw_connection(url) as database:
        kept = dict(database.execute("SELECT id, draft_title FROM wagtailcore_page").fetchall())
    assert desk.titles.items() <= kept.items()


def test_sqlite_on_a_full_disk() -> None:
    with small_disk(48) as data:
        url = f"sqlite:///{data}/galley.sqlite3"
        with newsroom(url, data) as (port, desk, page):
            ballast = filled(data)
            desk.write_until(503)
            assert ask(port, "GET", f"/api/v2/pages/{page}/")[0] == 200
            assert [desk.write() for _ in range(3)] == [503] * 3
            ballast.unlink()
            desk.write_until(201)
        check(desk, url)


@needs_postgres
def test_postgresql_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(160) as disk:
        (disk / "server").mkdir(mode=0o700)
        database = OwnPostgres(disk / "server", max_wal_size="32MB", min_wal_size="32MB")
        database.start()
        try:
            with newsroom(database.url, tmp_path) as (port, desk, page):
                ballast = filled(disk)
                desk.write_until(503)
                ballast.unlink()
                if not database.is_running():  # no room for its log: it ends, as it must
                    database.start()
                desk.write_until(201)
                assert ask(port, "GET", f"/api/v2/pages/{page}/")[0] == 200
            check(desk, database.url)
        finally:
            database.stop()


def filled(disk: Path) -> Path:
    """Fill a disk but for a little, and give the file that does."""
    found = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (found.f_bavail * found.f_frsize - LEFT_MB * 2**20))
    return ballast
