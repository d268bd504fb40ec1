"""How long PostgreSQL may take over a request: seconds for readers, more for writers; commands have no limit.

Limits are settings of a connection, and connections stay open. So they are told only where a connection is
new, or last served the other kind of request: most requests say nothing, and no limit costs a read a query.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import proxy

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponseBase


@dataclass(frozen=True)
class Limits:
    """Seconds for a statement, for a lock, and for a transaction in which nothing happens."""

    statement_s: int
    lock_s: int
    idle_s: int

    @property
    def settings(self) -> str:
        """Return PostgreSQL's settings; numbers are milliseconds there."""
        return (
            f"SET statement_timeout = {self.statement_s * 1000}; SET lock_timeout = {self.lock_s * 1000};"
            f" SET idle_in_transaction_session_timeout = {self.idle_s * 1000}"
        )

    @property
    def answer_s(self) -> int:
        """Return after how long a server that says nothing at all is given up."""
        return self.statement_s + 2


# A reader outwaits a migration that waits for a lock (`cms.operations.migrating`). Both end before the 30 s
# after which gunicorn kills a process that does not answer.
READERS = Limits(statement_s=5, lock_s=4, idle_s=10)
WRITERS = Limits(statement_s=15, lock_s=10, idle_s=60)
WRITING = (f"/{settings.GALLEY_ADMIN_PATH}", "/api/v3/")

_limits: ContextVar[Limits | None] = ContextVar("galley_limits", default=None)


class Patience:
    """Let the database give up on what takes too long for its kind of request; `outage` answers 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        limits = WRITERS if request.path_info.startswith(WRITING) else READERS
        _limits.set(limits)
        connection = connections[DEFAULT_DB_ALIAS]  # this thread's
        if _told(connection.connection) is not limits:
            connection.close_if_health_check_failed()
            tell(connection)
        return self._get_response(request)


def tell(connection: Any, **_kwargs: Any) -> None:
    """Tell a connection the limits of the request that it serves, if any; a receiver of new connections."""
    driver, limits = connection.connection, _limits.get()
    if driver is None or limits is None or connection.vendor != "postgresql" or _told(driver) is limits:
        return
    # A server that stands still, or a network that swallows, keeps no time: so the driver does.
    driver.wait = partial(type(driver).wait, proxy(driver), timeout=limits.answer_s)
    with connection.wrap_database_errors:
        driver.execute(limits.settings)  # past Django's cursor: this is no query of the request's
    driver.galley_limits = limits


def _told(driver: Any) -> Limits | None:
    return getattr(driver, "galley_limits", None)
