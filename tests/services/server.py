"""The production server over a demo newsroom of its own, in a temporary folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
START_S = 20
OPTIONS = ("--threads", "8")  # as `make run` and docs/operations have it
COMMANDS = (("collectstatic", "--noinput"), ("migrate",), ("setup_newsroom",), ("load_demo",))


@contextmanager
def demo(
    port: int, settings: str = "cms.settings.dev", *, database_url: str = "", scheme: str = "http"
) -> Iterator[dict[str, str]]:
    """Return the environment of a newsroom with the demo loaded; nothing is left afterwards.

    It is in an SQLite file of its own, unless an empty database is named: `tests.databases` gives one.
    """
    with tempfile.TemporaryDirectory(prefix="galley-demo-") as folder:
        environment = os.environ | {
            "GALLEY_DATA_DIR": folder,
            "DATABASE_URL": database_url,
            "GALLEY_BASE_URL": f"{scheme}://{HOST}:{port}",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        for command in COMMANDS:
            run(["manage.py", *command, "--verbosity", "0"], environment)
        yield environment


def run(arguments: list[str], environment: Mapping[str, str]) -> str:
    """Return what a Python program prints."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def serving(
    application: str,
    port: int,
    environment: Mapping[str, str],
    options: Sequence[str] = OPTIONS,
    cwd: Path | None = None,
) -> "Iterator[subprocess.Popen[bytes]]":
    """Serve an application while the context lasts; return gunicorn's first process."""
    address = ["--bind", f"{HOST}:{port}", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", application, *address, *options]
    process = subprocess.Popen(command, env=environment, cwd=cwd)  # noqa: S603
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the process answers at the port; raise RuntimeError where it ends, or takes too long."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")
