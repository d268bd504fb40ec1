"""The TypeScript client: its types made and checked, and its tests run against a demo server of their own.

`python -m tests.services.node generate` writes the types, `… test` runs the tests.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from os import environ
from pathlib import Path

from tests.docs.pages import typescript_of

from .server import HOST, demo, free_port, serving

CLIENT = Path(__file__).parents[2] / "clients" / "typescript"
OLDEST = 20
MISSING = f"skipped: Node {OLDEST} or newer is not here, so the TypeScript client is not tested"


def is_here() -> bool:
    """Whether Node is installed, new enough, and npm with it."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    found = re.match(r"v(\d+)\.", _said("node", "--version"))
    return found is not None and int(found[1]) >= OLDEST


def install() -> None:
    """Install what the lock names, unless that has been done."""
    lock, done = CLIENT / "package-lock.json", CLIENT / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund")


def npm(*arguments: str, environment: Mapping[str, str] = environ) -> None:
    """Run npm in the client's folder; raise CalledProcessError where it fails."""
    subprocess.run(["npm", *arguments], cwd=CLIENT, env=environment, check=True)  # noqa: S603, S607


def test() -> None:
    """Check the types, and run the client's tests and the programs of its documentation against a server."""
    npm("run", "check")
    port = free_port()
    url = f"http://{HOST}:{port}"
    programs = _written_programs(url)
    with demo(port) as environment, serving("cms.wsgi", port, environment):
        npm("test", environment={**environ, "GALLEY_URL": url})
        for program in programs:
            _run(program)


def _written_programs(url: str) -> list[Path]:
    """Write each TypeScript program of the documentation among the tests; return where."""
    shutil.rmtree(CLIENT / "dist-test", ignore_errors=True)
    programs = typescript_of(url)
    for name, program in programs.items():
        (CLIENT / "test" / f"docs-{name}.ts").write_text(program, encoding="utf-8")
    return [CLIENT / "dist-test" / f"docs-{name}.js" for name in programs]


def _run(program: Path) -> None:
    """Run a program; raise RuntimeError where it shows nothing."""
    shown = _said("node", str(program))
    if not shown.strip():
        raise RuntimeError(f"{program.stem} shows nothing.")
    print(f"{program.stem}: {len(shown.splitlines())} lines")  # noqa: T201


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def main() -> int:
    """Do what is asked for, where Node is here."""
    if not is_here():
        print(MISSING)  # noqa: T201
        return 0
    install()
    if sys.argv[1:] == ["generate"]:
        npm("run", "generate")
    else:
        test()
    return 0


if __name__ == "__main__":
    sys.exit(main())
