"""What is counted as it happens: answers by route, and publications.

`cms.operations.probes.metrics` shows it.
"""

from django.http import HttpRequest
from prometheus_client import Histogram

NO_ROUTE = "none"  # static files, and addresses that lead nowhere

ANSWERS = Histogram(
    "galley_request_seconds",
    "How long requests took, by name of the route and class of the status.",
    ["route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
PUBLICATIONS = Histogram(
    "galley_publication_seconds",
    "How long it took to put a story live, without the commit.",
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def answered(request: HttpRequest, status: int, took_s: float) -> None:
    """Count an answer under its route's name: never under a path, which holds slugs and what people try."""
    match = request.resolver_match
    ANSWERS.labels(match.view_name if match else NO_ROUTE, f"{status // 100}xx").observe(took_s)
