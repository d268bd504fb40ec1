"""`python -m tests.benchmarks`: prints the tables of `BENCHMARKS.md`.

Without options the reading path over the demo; with `--growth 1000 1000000` the same questions over crowds
of documents; with `--writing` what publishing and rebuilding cost; with `--servers` the worker settings.
"""

import argparse
import platform
from contextlib import ExitStack
from importlib.metadata import version

from . import cases, servers, writing
from .load import measure, table
from .server import demo_server, hello_server


def main() -> None:
    """Measure and print."""
    options = _options()
    say(_machine())
    if options.writing:
        say(writing.report())
    elif options.servers:
        say(servers.report())
    else:
        say(_reading(options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="the spread is that of the runs' medians")
    parser.add_argument("--seconds", type=float, default=12, help="of each run")
    parser.add_argument("--growth", type=int, nargs="+", metavar="N", help="compare crowds of N documents")
    parser.add_argument("--writing", action="store_true", help="what publishing and rebuilding cost")
    parser.add_argument("--servers", action="store_true", help="compare server settings with wrk")
    return parser.parse_args()


def _reading(options: argparse.Namespace) -> str:
    with ExitStack() as stack:
        if options.growth:
            ports = {number: stack.enter_context(demo_server(number)) for number in options.growth}
            measured = cases.growing(ports)
        else:
            started = (demo_server(), demo_server(), hello_server())
            measured = cases.reading(*map(stack.enter_context, started))
        measure(measured, runs=options.runs, budget_s=options.seconds)
    return table(measured)


def _machine() -> str:
    names = ("django", "wagtail", "gunicorn", "django-ninja")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"Python {platform.python_version()}, {versions}, {platform.machine()}"


def say(text: str) -> None:
    """Print."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
