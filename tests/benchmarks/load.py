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
    """One address and what is expected of it; `yardstick` names the case that it is measured against."""

    name: str
    address: str
    yardstick: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Give the median of requests per second."""
        return BATCH / statistics.median(self.seconds)


def measure(port: int, cases: Sequence[Case], *, budget_s: float) -> int:
    """Run the cases in turns until the time is spent; give the number of rounds."""
    for case in cases:
        _batch(port, case, WARM_UP)
    end = time.monotonic() + budget_s
    rounds = 0
    while rounds < 3 or time.monotonic() < end:
        for case in cases:
            case.seconds.append(_batch(port, case, BATCH))
        rounds += 1
    return rounds


def ratios(case: Case, yardstick: Case) -> list[float]:
    """Give how fast the case was against its yardstick, round by round; 1 is as fast."""
    return [theirs / ours for ours, theirs in zip(case.seconds, yardstick.seconds, strict=True)]


def _batch(port: int, case: Case, requests: int) -> float:
    connection = HTTPConnection(HOST, port, timeout=10)
    started = time.perf_counter()
    for _ in range(requests):
        connection.request("GET", case.address, headers=case.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != case.status:
            raise RuntimeError(f"{case.address}: {answer.status} instead of {case.status}")
    seconds = time.perf_counter() - started
    connection.close()
    return seconds
