"""One transaction for what must be true together, and a second try when pictures were not ready."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from cms.delivery.registry import NotReady

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., object])


def in_one_transaction(work: Callable[[], T]) -> T:
    """Run `work` in a transaction; where it lacks renditions, make them outside and run it once more.

    The first run leaves nothing behind, so running twice is safe for work that touches the database only.
    """
    try:
        with transaction.atomic():
            return work()
    except NotReady as missing:
        missing.prepare()
    with transaction.atomic():
        return work()


def with_own_transactions(view: View) -> View:
    """Mark an admin view that opens transactions itself, so that the middleware opens none around it."""
    view.has_own_transactions = True  # type: ignore[attr-defined]
    return view
