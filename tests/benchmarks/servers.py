"""Worker settings of the production server, under eight connections of `wrk`."""

import re
import shutil
import statistics
import subprocess

from .cases import LIST, PAGES, get
from .server import HOST, demo_server

SETTINGS = (
    ("--workers", "2"),
    ("--workers", "4"),
    ("--threads", "8"),
    ("--workers", "2", "--threads", "4"),
    ("--workers", "4", "--threads", "2"),
)
CONNECTIONS, SECONDS, RUNS = 8, 2, 5


def report() -> str:
    """Return a Markdown table; say so where `wrk` is missing."""
    if shutil.which("wrk") is None:
        return "Skipped: wrk is not installed (Debian: apt-get install wrk)."
    lines = ["| gunicorn | page by id | spread | list of 20 | spread |", "|---|---|---|---|---|"]
    for options in SETTINGS:
        with demo_server(options=options) as port:
            pk = get(port, f"{PAGES}?limit=1&type=news.NumbersListPage").json["items"][0]["id"]
            found = (_rates(port, address) for address in (f"{PAGES}{pk}/", LIST))
            cells = (f"{statistics.median(r):,.0f} | {min(r):,.0f}–{max(r):,.0f}" for r in found)
            lines.append(f"| `{' '.join(options)}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def _rates(port: int, address: str) -> list[float]:
    """Return requests per second of each run."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://{HOST}:{port}{address}"]
    return [_rate(command) for _ in range(RUNS)]


def _rate(command: list[str]) -> float:
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    if "Non-2xx" in said or (found := re.search(r"Requests/sec:\s*([\d.]+)", said)) is None:
        raise RuntimeError(said)
    return float(found[1])
