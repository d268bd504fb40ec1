"""The other Pythons that the package allows, as far as they are here: `make test-pythons`.

Each gets the locked packages in an environment of its own under `var/pythons`, and runs the tests named.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OTHERS = ("3.12", "3.13")


def main(tests: list[str]) -> int:
    """Run `tests` on each other Python; 1 where one fails. One that is not here is named and skipped."""
    failed = [version for version in OTHERS if not _passes(version, tests)]
    return 1 if failed else 0


def _passes(version: str, tests: list[str]) -> bool:
    python = _found(version)
    if python is None:
        print(f"skipped: Python {version} is not here", flush=True)  # noqa: T201
        return True
    folder = ROOT / "var" / "pythons" / version
    own = folder / "bin" / "python"
    if not own.exists():
        _run(python, "-m", "venv", "--without-pip", str(folder))
    lock = str(ROOT / "requirements" / "dev.txt")
    quiet = ("-qqq", "--disable-pip-version-check", "--require-hashes")
    _run(sys.executable, "-m", "pip", "--python", str(own), "install", *quiet, "-r", lock)
    print(f"Python {version}:", flush=True)  # noqa: T201
    done = subprocess.run([str(own), "-m", "pytest", "-q", "-n", "auto", *tests], cwd=ROOT, check=False)  # noqa: S603
    return done.returncode == 0


def _found(version: str) -> str | None:
    """Return a Python of this version that runs: a version manager's stand-in may be there and fail."""
    managed = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
    places = [shutil.which(f"python{version}"), *map(str, managed)]
    return next((place for place in places if place and _is(place, version)), None)


def _is(place: str, version: str) -> bool:
    asked = [place, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode == 0 and done.stdout.strip() == version


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
