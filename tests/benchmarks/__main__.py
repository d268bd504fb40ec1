"""`python -m tests.benchmarks`: prints the table of the reading path."""

import json
import statistics
from http.client import HTTPConnection

from .load import Case, measure, ratios
from .server import HOST, demo_server

BUDGET_S = 15.0
LIST = "/api/v2/pages/?limit=20"
BY_TOPIC = "/api/v2/pages/?topic=north-korea&limit=20"


def cases(port: int) -> list[Case]:
    """Give the real addresses, each beside the bare view of the same bytes."""
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/api/v2/pages/?type=news.NumbersListPage&limit=1")
    page = f"/api/v2/pages/{json.loads(connection.getresponse().read())['items'][0]['id']}/"
    connection.request("GET", page)
    answer = connection.getresponse()
    answer.read()
    tag = {"If-None-Match": answer.headers["ETag"]}
    return [
        Case("bare view, a page's bytes", f"/bare{page}"),
        Case("page by id", page, "bare view, a page's bytes"),
        Case("304 of the page", page, "page by id", status=304, headers=tag),
        Case("bare view, a list's bytes", f"/bare{LIST}"),
        Case("list of 20", LIST, "bare view, a list's bytes"),
        Case("bare view, a topic's bytes", f"/bare{BY_TOPIC}"),
        Case("list by topic", BY_TOPIC, "bare view, a topic's bytes"),
    ]


def table(measured: list[Case]) -> str:
    """Give one line for each case: rate, and the ratio's median and spread."""
    by_name = {case.name: case for case in measured}
    lines = [f"{'case':<28}{'per second':>11}{'ratio':>8}{'spread':>14}  against"]
    for case in measured:
        line = f"{case.name:<28}{case.rate:>11.0f}"
        if case.yardstick:
            found = ratios(case, by_name[case.yardstick])
            spread = f"{min(found):.2f}–{max(found):.2f}"
            line += f"{statistics.median(found):>8.2f}{spread:>14}  {case.yardstick}"
        lines.append(line)
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    print("A server with the demo is being prepared …", flush=True)  # noqa: T201
    with demo_server() as port:
        measured = cases(port)
        rounds = measure(port, measured, budget_s=BUDGET_S)
    print(f"{rounds} rounds, in turns\n\n{table(measured)}")  # noqa: T201


if __name__ == "__main__":
    main()
