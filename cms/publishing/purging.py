"""Sends purges to the caches before this server: by key through a backend of ours, by address by Wagtail's.

Purges are sent by one thread, in order, so that no editor waits for a cache; a failure is logged and stops
nothing, since what a cache keeps too long ends by itself.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

logger = logging.getLogger(__name__)

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="purging")


class KeyBackend(Protocol):
    """Forgets answers by their surrogate keys; `GALLEY_PURGE_BACKEND` names a class without arguments."""

    def purge_keys(self, keys: set[str]) -> None:
        """Let the cache forget every answer with one of the keys; raise what goes wrong."""


class LoggingBackend:
    """Writes what would be purged to the log, for trying it out."""

    def purge_keys(self, keys: set[str]) -> None:
        """Log the keys."""
        logger.warning("purged_keys", extra={"keys": sorted(keys)})


def takes_keys() -> bool:
    """Whether there is a cache that forgets by surrogate key."""
    return bool(settings.GALLEY_PURGE_BACKEND)


def takes_addresses() -> bool:
    """Whether there is a cache that forgets by address."""
    return bool(settings.WAGTAILFRONTENDCACHE)


def purge_keys(keys: frozenset[str]) -> None:
    """Let answers with one of the keys be forgotten, soon."""
    backend: KeyBackend = import_string(settings.GALLEY_PURGE_BACKEND)()
    _thread.submit(_guarded, lambda: backend.purge_keys(set(keys)))


def purge_addresses(addresses: frozenset[str]) -> None:
    """Let the answers at addresses of this site (path and query) be forgotten, soon."""
    urls = sorted(settings.GALLEY_BASE_URL + address for address in addresses)
    backends = settings.WAGTAILFRONTENDCACHE
    _thread.submit(_guarded, lambda: purge_urls_from_cache(urls, backends))


def wait_until_sent() -> None:
    """Wait for the purges that were sent so far."""
    _thread.submit(lambda: None).result()


def _guarded(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        # The edge of a thread: a cache that is away must not stop the purges after this one.
        logger.exception("purge_failed")
    finally:
        connections.close_all()  # of this thread: Wagtail may keep its tasks in the database
