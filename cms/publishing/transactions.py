"""One transaction for what must be true together, and a second try when pictures were not ready."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from cms.delivery.registry import NotReady

T = TypeVar("T")


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
