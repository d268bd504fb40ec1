"""Asks for known holes in what is locked for production (`make audit`).

It says so where nobody can be asked, and goes on; where it failed itself, it fails.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PATIENCE_S = 90
LOCKED = "requirements/base.txt"  # what runs in production
OPTIONS = ("--disable-pip", "--require-hashes", "--timeout", "5", "--progress-spinner", "off")
LAST_LINES = 5  # of what pip-audit says; a trace of calls stands before them
SILENT = "skipped: the database of known holes can't be reached from here; the lock was not audited"


def main() -> int:
    """Audit the lock; fail for a hole, and for an audit that failed by its own fault."""
    status, text = verdict(*ask("-r", LOCKED, *OPTIONS))
    print(text)  # noqa: T201
    return status


def verdict(report: Any, trouble: str = "") -> tuple[int, str]:
    """Return an exit status and what to say for pip-audit's report, or where that is None for its trouble."""
    if report is None and "connect" not in trouble.lower():
        return 1, f"the lock was not audited, since pip-audit failed:\n{trouble}"
    packages = (report or {}).get("dependencies", [])
    left_out = [package["name"] for package in packages if "skip_reason" in package]
    if len(left_out) == len(packages):
        return 0, SILENT
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {_versions(hole)}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    said = [*holes, f"{len(packages) - len(left_out)} packages audited, {len(holes)} known holes"]
    if left_out:
        said.append(f"not known there: {', '.join(left_out)}")
    return bool(holes), "\n".join(said)


def _versions(hole: Any) -> str:
    return ", ".join(hole["fix_versions"]) or "none yet"


def ask(*options: str) -> tuple[Any, str]:
    """Return pip-audit's report, None where it gave none, and the end of what it said of itself."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit", *options, "-f", "json", "-o", str(file)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)  # noqa: S603
        except subprocess.TimeoutExpired:
            return None, f"no connection that answers within {PATIENCE_S} s"
        trouble = "\n".join(done.stderr.splitlines()[-LAST_LINES:])
        try:
            return json.loads(file.read_text()), trouble
        except (OSError, ValueError):
            return None, trouble


if __name__ == "__main__":
    sys.exit(main())
