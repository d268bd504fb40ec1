"""What publishing adds to Wagtail's own publish, and how fast documents are made again.

`report` prepares a demo of its own; as a program this runs inside of it.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import django

from .server import demo_output

TIMES, REBUILDS = 60, 7


def report() -> str:
    """Return a Markdown table."""
    return demo_output("tests.benchmarks.writing")


def _here() -> str:
    ours, stock = _publishing()
    ratio = [a / b for a, b in zip(ours, stock, strict=True)]
    rates = _rebuilding()
    return "\n".join(
        [
            "| what | median | spread |",
            "|---|---|---|",
            f"| Wagtail's own publish | {_ms(stock)} |",
            f"| grant, publish, document, change, counts | {_ms(ours)} |",
            f"| ratio, target ≤ 2.5 | {statistics.median(ratio):.2f} | {_spread(ratio, '.2f')} |",
            f"| documents made again per second | {statistics.median(rates):.0f} | {_spread(rates, '.0f')} |",
        ]
    )


def _ms(seconds: list[float]) -> str:
    found = [value * 1000 for value in seconds]
    return f"{statistics.median(found):.1f} ms | {_spread(found, '.1f')} ms"


def _spread(values: list[float], form: str) -> str:
    """Return the span without the tenth at each end."""
    ordered = sorted(values)
    cut = len(ordered) // 10
    return f"{ordered[cut]:{form}}–{ordered[-1 - cut]:{form}}"


def _publishing() -> tuple[list[float], list[float]]:
    """Return seconds of our publications and of Wagtail's, in turns, each of a new version of one story."""
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    from cms.moderation.review.publication import publish_granted
    from news.models import NumbersListPage

    user = get_user_model().objects.filter(is_active=True).first()
    pk = NumbersListPage.objects.live().order_by("-pk").values_list("pk", flat=True)[0]

    def version(number: int) -> tuple[Any, Any]:
        page = NumbersListPage.objects.get(pk=pk)
        page.standfirst = f"Version {number}"
        revision = page.save_revision(user=user)
        return revision, revision.as_object()

    def ours(revision: Any, draft: Any) -> None:
        with transaction.atomic():
            publish_granted(revision, draft, user=user)

    def stock(revision: Any, _draft: Any) -> None:
        with _without_galley():
            PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)

    found: tuple[list[float], list[float]] = ([], [])
    for number in range(TIMES):
        found[0].append(_seconds(ours, *version(2 * number)))
        found[1].append(_seconds(stock, *version(2 * number + 1)))
    return found


def _without_galley() -> ExitStack:
    from cms.publishing import live_write_guard
    from cms.publishing.freshness import documents

    stack = ExitStack()
    stack.enter_context(patch.object(documents, "publish"))
    stack.enter_context(patch.object(documents, "source_changed"))
    stack.enter_context(patch.object(live_write_guard, "check_live_write"))
    return stack


def _rebuilding() -> list[float]:
    """Return documents per second where each of them has changed."""
    from cms.core import clock
    from cms.delivery.models import PublishedDocument
    from cms.publishing.freshness import rebuild

    found = []
    for _ in range(REBUILDS):
        PublishedDocument.objects.update(card=b"{}")
        started = time.perf_counter()
        changed = rebuild.rebuild_all(now=clock.now())
        found.append(changed / (time.perf_counter() - started))
    return found


def _seconds(work: Callable[..., None], *arguments: Any) -> float:
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


if __name__ == "__main__":
    django.setup()
    print(_here())  # noqa: T201
