"""What is measured: the production server over the demo and a crowd, and one that only says hello."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.services.server import HOST, OPTIONS, demo, free_port, run, serving

__all__ = ["HOST", "demo_output", "demo_server", "hello_server"]
SETTINGS = "tests.benchmarks.settings"


@contextmanager
def hello_server(options: Sequence[str] = OPTIONS) -> Iterator[int]:
    """Return the port of a server that says hello."""
    port = free_port()
    with serving("tests.benchmarks.hello", port, dict(os.environ), options):
        yield port


@contextmanager
def demo_server(crowd: int = 0, options: Sequence[str] = OPTIONS) -> Iterator[int]:
    """Return the port of a server with the demo and a crowd of documents; nothing is left afterwards."""
    port = free_port()
    with demo(port, SETTINGS) as environment:
        if crowd:
            run(["-m", "tests.benchmarks.crowd", str(crowd)], environment)
        with serving("cms.wsgi", port, environment, options):
            yield port


def demo_output(module: str) -> str:
    """Return what a program prints that runs inside a demo of its own."""
    with demo(free_port(), SETTINGS) as environment:
        return run(["-m", module], environment)
