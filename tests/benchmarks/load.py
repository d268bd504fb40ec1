"""A load generator: batches over one kept connection, in turns, so that noise falls on all cases alike."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection

from .server import HOST

BATCH = 100
WARM_UP = 20


@dataclass
class Case:
    """One address of a server; `yardsticks` names the cases that it stands beside, with a target each."""

    name: str
    port: int
    address: str
    yardsticks: dict[str, float | None] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    batch: int = BATCH
    # The median seconds of a request in each run, and those of the run under way, one for each turn.
    runs: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return the median of requests per second."""
        return 1 / statistics.median(self.runs)


def measure(cases: Sequence[Case], *, runs: int, budget_s: float) -> None:
    """Run the cases in turns, again and again until the time is spent, `runs` times over."""
    for case in cases:
        _batch(case, min(WARM_UP, case.batch))
    for _ in range(runs):
        end = time.monotonic() + budget_s
        while time.monotonic() < end:
            for case in cases:
                case.turns.append(_batch(case, case.batch))
        for case in cases:
            case.runs.append(statistics.median(case.turns))
            case.turns.clear()


def ratios(case: Case, yardstick: Case) -> list[float]:
    """Return how fast the case was against its yardstick, run by run; 1 is as fast."""
    return [theirs / ours for ours, theirs in zip(case.runs, yardstick.runs, strict=True)]


def table(measured: Sequence[Case]) -> str:
    """Return a Markdown table: rate, and against each yardstick the median and spread of the ratio."""
    by_name = {case.name: case for case in measured}
    lines = ["| case | requests/s | ratio | spread | against | target |", "|---|---|---|---|---|---|"]
    for case in measured:
        rate = f"| {case.name} | {case.rate:,.0f} |"
        if not case.yardsticks:
            lines.append(f"{rate} | | | |")
        for name, target in case.yardsticks.items():
            found = ratios(case, by_name[name])
            spread = f"{min(found):.2f}–{max(found):.2f}"
            wanted = f"≥ {target:g}" if target else ""
            lines.append(f"{rate} {statistics.median(found):.2f} | {spread} | {name} | {wanted} |")
    return "\n".join(lines)


def _batch(case: Case, requests: int) -> float:
    """Return the seconds of a request."""
    connection = HTTPConnection(HOST, case.port, timeout=60)
    started = time.perf_counter()
    for _ in range(requests):
        connection.request("GET", case.address, headers=case.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != case.status:
            raise RuntimeError(f"{case.address}: {answer.status} instead of {case.status}")
    seconds = (time.perf_counter() - started) / requests
    connection.close()
    return seconds
