"""The production server over a demo newsroom of its own, in a temporary folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

HOST = "127.0.0.1"
START_S = 20
COMMANDS = (("collectstatic", "--noinput"), ("migrate",), ("setup_newsroom",), ("load_demo",))


@contextmanager
def demo_server() -> Iterator[int]:
    """Give the port of a server with the demo loaded; nothing of it is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="galley-bench-") as folder:
        port = _free_port()
        environment = os.environ | {
            "GALLEY_DATA_DIR": folder,
            "DATABASE_URL": "",
            "GALLEY_BASE_URL": f"http://{HOST}:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        }
        for command in COMMANDS:
            _run(["manage.py", *command, "--verbosity", "0"], environment)
        with _serving(port, environment):
            yield port


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def _serving(port: int, environment: dict[str, str]) -> Iterator[None]:
    address = f"{HOST}:{port}"
    options = ["--bind", address, "--threads", "8", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", *options]
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            HTTPConnection(HOST, port, timeout=1).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
