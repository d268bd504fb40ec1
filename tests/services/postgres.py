"""A PostgreSQL server of its own for as long as a command runs.

`python -m tests.services.postgres -- pytest -q` is an example.

The command finds its address in DATABASE_URL. Where that names a PostgreSQL server already, the command runs
against it; its role must be allowed to create databases. Where no server is installed, and none can be, the
command is skipped. The programs are of Debian's package; what they write is in a temporary folder. Tests that
kill a server start one by `own_postgres`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
import pytest

from .server import HOST, free_port

PACKAGES = Path("/usr/lib/postgresql")
INSTALL = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "postgresql")
MISSING = "skipped: PostgreSQL is not here (apt-get install postgresql)"
ORDINARY = "nobody"  # the programs refuse to be run by root
ROLE = "galley"
WAIT_S = 30
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
# For a server that needs to survive nothing.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


def newest() -> Path | None:
    """Return the folder of the newest installed server's programs, or None."""
    found = [path.parent for path in PACKAGES.glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


needs_postgres = pytest.mark.skipif(newest() is None, reason=MISSING.removeprefix("skipped: "))


def programs() -> Path | None:
    """Return folder of the newest server's programs, or None; root installs them where they are missing."""
    if newest() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(INSTALL, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    return newest()


class OwnPostgres:
    """A server in a folder, with a superuser `galley` that needs no password; run as an ordinary user."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self._folder, self._settings = folder, settings
        self._user: dict[str, Any] = {"user": ORDINARY, "group": "nogroup"} if os.geteuid() == 0 else {}
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            shutil.chown(folder, **self._user)
        options = ("--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        made = [binary("initdb"), "--no-sync", "-D", folder / "data", *options]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **self._user)  # noqa: S603

    @property
    def url(self) -> str:
        """Return the address of its database."""
        return f"postgres://{ROLE}@{HOST}:{self.port}/postgres"

    def start(self) -> float:
        """Start, and give the moment (monotonic) of the first answer; raise RuntimeError where none comes."""
        settings = {"listen_addresses": HOST, "unix_socket_directories": "", **self._settings}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [binary("postgres"), "-D", self._folder / "data", "-p", str(self.port), *options]
        with (self._folder / "log").open("ab") as log:
            # In a session of its own: what is typed to stop the tests must not stop the server before them.
            self._process = subprocess.Popen(  # noqa: S603
                command, cwd=self._folder, stderr=log, start_new_session=True, **self._user
            )
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=1):
                return time.monotonic()
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start: {(self._folder / 'log').read_text()}")

    def is_running(self) -> bool:
        """Whether its first process lives."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill the server and all that works for it, as the loss of the machine would."""
        assert self._process
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def pause(self) -> None:
        """Let the server and all that works for it stand still, as a machine that is frozen would."""
        for pid in self._pids():
            os.kill(pid, signal.SIGSTOP)

    def go_on(self) -> float:
        """Let them go on, and give the moment (monotonic)."""
        for pid in self._pids():
            os.kill(pid, signal.SIGCONT)
        return time.monotonic()

    def cut_connections(self) -> float:
        """End every connection but the one that does it, and give the moment (monotonic)."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(CUT)
        return time.monotonic()

    def _pids(self) -> list[int]:
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [self._process.pid, *map(int, children)]

    def stop(self) -> None:
        """End connections, then the server."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=WAIT_S)


@contextmanager
def own_postgres(**settings: str) -> Iterator[OwnPostgres]:
    """Return a running server; it and its files are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="galley-postgres-", ignore_cleanup_errors=True) as folder:
        server = OwnPostgres(Path(folder), **settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def binary(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; raise RuntimeError where it is not installed."""
    folder = newest()
    if folder is None:
        raise RuntimeError(MISSING)
    return str(folder / name)


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Run the command with a server, and give what it gave; 0 where there is none."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)  # noqa: S603
    if programs() is None:
        print(MISSING)  # noqa: T201
        return 0
    signal.signal(signal.SIGTERM, _told_to_end)
    with own_postgres(**QUICK) as server:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.url})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
