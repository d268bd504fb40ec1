"""The caches before this server: by surrogate key through a backend of ours, by address through Wagtail's."""

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

logger = logging.getLogger(__name__)


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


def purge_keys(keys: set[str]) -> None:
    """Let answers with one of the keys be forgotten; raise what the backend raises."""
    backend: KeyBackend = import_string(settings.GALLEY_PURGE_BACKEND)()
    backend.purge_keys(keys)


def purge_addresses(addresses: set[str]) -> None:
    """Let answers at addresses of this site (path and query) be forgotten; raise as the backend does."""
    urls = sorted(settings.GALLEY_BASE_URL + address for address in addresses)
    # Called, not enqueued: Wagtail's backend of tasks keeps failures to itself.
    purge_urls_from_cache_task.call(urls, settings.WAGTAILFRONTENDCACHE)
