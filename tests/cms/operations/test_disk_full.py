"""The disk is full: saving gets 503, and what was acknowledged stays."""

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import raw_connection
from tests.services.postgres import OwnPostgres, needs_postgres
from tests.somebody import Drafts, ask

from .conftest import Served, newsroom_at

pytestmark = pytest.mark.slow
LONG = 60_000
LEFT_MB = 3
TRIES = 300


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Return a folder that holds no more; skip where it can't be made."""
    with tempfile.TemporaryDirectory(prefix="galley-disk-") as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "none", folder]
        if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
            pytest.skip("nobody but root may make a small disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607


def filled(disk: Path) -> Path:
    """Fill a disk but for a little, and give the file that does."""
    found = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (found.f_bavail * found.f_frsize - LEFT_MB * 2**20))
    return ballast


class Writer:
    """Writes long drafts."""

    def __init__(self, served: Served) -> None:
        self.drafts = Drafts(served.port, served.token, served.section, size=LONG)
        self.told: Counter[int] = Counter()

    def write(self) -> int:
        """Return the status of one more."""
        status = self.drafts(self.told.total())
        self.told[status] += 1
        return status

    def write_until(self, status: int) -> None:
        """Write until that answer comes."""
        for _ in range(TRIES):
            if self.write() == status:
                return
        raise AssertionError(self.told)

    def check(self, url: str) -> None:
        """Compare what was acknowledged with the database."""
        print(f"drafts on a full disk: {dict(self.told)}")  # noqa: T201
        assert set(self.told) == {201, 503}
        with raw_connection(url) as database:
            kept = dict(database.execute("SELECT id, draft_title FROM wagtailcore_page").fetchall())
        assert self.drafts.titles.items() <= kept.items()


def test_sqlite_on_a_full_disk() -> None:
    with small_disk(48) as data:
        url = f"sqlite:///{data}/galley.sqlite3"
        with newsroom_at(url, data) as served:
            writer, ballast = Writer(served), filled(data)
            writer.write_until(503)
            assert ask(served.port, "GET", f"/api/v2/pages/{served.page}/")[0] == 200
            assert [writer.write() for _ in range(3)] == [503] * 3
            ballast.unlink()
            writer.write_until(201)
        writer.check(url)


@pytest.mark.long
@needs_postgres
def test_postgresql_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(160) as disk:
        (disk / "server").mkdir(mode=0o700)
        database = OwnPostgres(disk / "server", max_wal_size="32MB", min_wal_size="32MB")
        database.start()
        try:
            with newsroom_at(database.url, tmp_path) as served:
                writer, ballast = Writer(served), filled(disk)
                writer.write_until(503)
                ballast.unlink()
                if not database.is_running():  # no room for its log: it ends, as it must
                    database.start()
                writer.write_until(201)
                assert ask(served.port, "GET", f"/api/v2/pages/{served.page}/")[0] == 200
            writer.check(database.url)
        finally:
            database.stop()
