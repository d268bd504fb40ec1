"""One transaction for what must be true together, and a second try when pictures were not ready."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.db import transaction

from cms.delivery.registry import NotReady

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., object])
_is_open: ContextVar[bool] = ContextVar("galley_in_one_transaction", default=False)


def in_one_transaction(work: Callable[[], T]) -> T:
    """Run `work` in a transaction; where it lacks renditions, make them outside and run it once more.

    The first run leaves nothing behind, so running twice is safe for work that touches the database only.
    Inside another one it is a part of that, which is run again as a whole: pictures take too long to be made
    while others wait for the transaction.
    """
    if _is_open.get():
        with transaction.atomic():
            return work()
    try:
        return _whole(work)
    except NotReady as missing:
        missing.prepare()
    return _whole(work)


def _whole(work: Callable[[], T]) -> T:
    token = _is_open.set(True)
    try:
        with transaction.atomic():
            return work()
    finally:
        _is_open.reset(token)


def with_own_transactions(view: View) -> View:
    """Mark an admin view that opens transactions itself, so that the middleware opens none around it."""
    view.has_own_transactions = True  # type: ignore[attr-defined]
    return view
