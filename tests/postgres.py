"""A PostgreSQL server of its own for as long as a command runs: `python -m tests.postgres -- pytest -q`.

The command finds its address in DATABASE_URL. Where that names a PostgreSQL server already, the command runs
against it; its role must be allowed to create databases. Where no server is installed, and none can be, the
command is skipped. The programs are of Debian's package; what they write is in a temporary folder.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg

from .server import HOST, free_port

PACKAGES = Path("/usr/lib/postgresql")
INSTALL = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "postgresql")
MISSING = "skipped: PostgreSQL is not here (apt-get install postgresql)"
ORDINARY = "nobody"  # the programs refuse to be run by root
ROLE = "galley"
WAIT_S = 30
# Nothing here needs to survive a power cut.
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def programs() -> Path | None:
    """Give the folder of the newest server's programs, or None; root installs them where they are missing."""
    if _newest() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(INSTALL, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    return _newest()


def _newest() -> Path | None:
    found = [path.parent for path in PACKAGES.glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def serving(bin_folder: Path) -> Iterator[str]:
    """Give the URL of a new, empty server; it and its files are gone afterwards."""
    user = _ordinary_user()
    with tempfile.TemporaryDirectory(prefix="galley-postgres-") as folder:
        if user:
            shutil.chown(folder, **user)
        options = ("--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        made = [bin_folder / "initdb", "--no-sync", "-D", f"{folder}/data", *options]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)  # noqa: S603
        with _running(bin_folder, Path(folder), user) as url:
            yield url


@contextmanager
def _running(bin_folder: Path, folder: Path, user: dict[str, Any]) -> Iterator[str]:
    port = free_port()
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [bin_folder / "postgres", "-D", folder / "data", "-p", str(port), *settings]
    with (folder / "log").open("wb") as log:
        # In a session of its own: what is typed to stop the tests must not stop the server before them.
        server = subprocess.Popen(command, cwd=folder, stderr=log, start_new_session=True, **user)  # noqa: S603
        try:
            yield _wait_for(f"postgres://{ROLE}@{HOST}:{port}/postgres", server, log=folder / "log")
        finally:
            server.send_signal(signal.SIGINT)  # ends connections, then itself
            server.wait(timeout=WAIT_S)


def _ordinary_user() -> dict[str, Any]:
    return {"user": ORDINARY, "group": "nogroup"} if os.geteuid() == 0 else {}


def _wait_for(url: str, server: "subprocess.Popen[bytes]", *, log: Path) -> str:
    """Give the URL once the server takes connections; raise RuntimeError where it ends, or takes too long."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return url
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Run the command with a server, and give what it gave; 0 where there is none."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)  # noqa: S603
    found = programs()
    if found is None:
        print(MISSING)  # noqa: T201
        return 0
    signal.signal(signal.SIGTERM, _told_to_end)
    with serving(found) as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
