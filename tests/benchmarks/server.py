"""The production server over a demo newsroom of its own, in a temporary folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection

HOST = "127.0.0.1"
START_S = 20
COMMANDS = (("collectstatic", "--noinput"), ("migrate",), ("setup_newsroom",), ("load_demo",))


OPTIONS = ("--threads", "8")  # as `make run` and the README have it


@contextmanager
def hello_server(options: Sequence[str] = OPTIONS) -> Iterator[int]:
    """Give the port of a server that says hello."""
    port = _free_port()
    with _serving("tests.benchmarks.hello", port, dict(os.environ), options):
        yield port


@contextmanager
def demo_server(crowd: int = 0, options: Sequence[str] = OPTIONS) -> Iterator[int]:
    """Give the port of a server with the demo and a crowd of documents; nothing is left afterwards."""
    port = _free_port()
    with _demo(port) as environment:
        if crowd:
            _run(["-m", "tests.benchmarks.crowd", str(crowd)], environment)
        with _serving("cms.wsgi", port, environment, options):
            yield port


def demo_output(module: str) -> str:
    """Give what a program prints that runs inside a demo of its own."""
    with _demo(_free_port()) as environment:
        return _run(["-m", module], environment)


@contextmanager
def _demo(port: int) -> Iterator[dict[str, str]]:
    """Give the environment of a newsroom with the demo loaded."""
    with tempfile.TemporaryDirectory(prefix="galley-bench-") as folder:
        environment = os.environ | {
            "GALLEY_DATA_DIR": folder,
            "DATABASE_URL": "",
            "GALLEY_BASE_URL": f"http://{HOST}:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        }
        for command in COMMANDS:
            _run(["manage.py", *command, "--verbosity", "0"], environment)
        yield environment


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def _serving(
    application: str, port: int, environment: dict[str, str], options: Sequence[str]
) -> Iterator[None]:
    address = ["--bind", f"{HOST}:{port}", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", application, *address, *options]
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
