"""A PostgreSQL server of a test's own, which it may kill; takes Debian's binaries, or those on the path."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.server import HOST, free_port

START_S = 30
_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_PATH = os.pathsep.join([*map(str, _FOLDERS), os.environ.get("PATH", "")])
HAS_BINARIES = bool(shutil.which("initdb", path=_PATH) and shutil.which("postgres", path=_PATH))
needs_postgres = pytest.mark.skipif(not HAS_BINARIES, reason="PostgreSQL's server is not here")
# The server refuses to run as root.
_USER = "nobody" if os.geteuid() == 0 else None


def binary(name: str) -> str:
    """Give the path of one of PostgreSQL's programs."""
    found = shutil.which(name, path=_PATH)
    assert found, name
    return found


class OwnPostgres:
    """A cluster in a folder, with a superuser `galley` that needs no password."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        if _USER:
            shutil.chown(folder, _USER)
        self._run("initdb", "-D", str(self._data), "-U", "galley", "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def url(self) -> str:
        """Give the address of its database."""
        return f"postgres://galley@{HOST}:{self.port}/postgres"

    def start(self) -> float:
        """Start, and give the moment (monotonic) of the first answer."""
        where = ["-D", str(self._data), "-p", str(self.port), "-h", HOST, "-k", ""]
        self._process = subprocess.Popen(  # noqa: S603
            [binary("postgres"), *where], user=_USER, cwd="/", stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=1):
                return time.monotonic()
            time.sleep(0.02)
        raise RuntimeError("PostgreSQL did not start.")

    def kill(self) -> None:
        """Kill the server and all that works for it, as the loss of the machine would."""
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for pid in [self._process.pid, *map(int, children)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=START_S)

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run([binary(name), *arguments], user=_USER, cwd="/", check=True, capture_output=True)  # noqa: S603


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Give a running server; nothing is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="galley-postgres-", ignore_cleanup_errors=True) as folder:
        server = OwnPostgres(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
