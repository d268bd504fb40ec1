"""Asks for known holes in what is locked (`make audit`); says so where nobody can be asked, and goes on."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PATIENCE_S = 90
LOCKED = "requirements/base.txt"  # what runs in production
SILENT = "skipped: the database of known holes can't be reached from here; the lock was not audited"


def main() -> int:
    """Audit the lock; fail for a hole."""
    status, text = verdict(_report())
    print(text)  # noqa: T201
    return status


def verdict(report: Any) -> tuple[int, str]:
    """Give an exit status and what to say for pip-audit's report; None where it gave none."""
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


def _report() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        options = ["--disable-pip", "--require-hashes", "--timeout", "5", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", "-r", LOCKED, "-f", "json", "-o", str(file), *options]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_S)  # noqa: S603
            return json.loads(file.read_text())
        except (subprocess.TimeoutExpired, OSError, ValueError):
            return None


if __name__ == "__main__":
    sys.exit(main())
