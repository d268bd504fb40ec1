"""The caches before this server: by surrogate key through a backend of ours, by address through Wagtail's.

`HTTPCache` sends PURGE to `GALLEY_PURGE_LOCATION`: Wagtail 8.0's own backend waits without end for an answer.
"""

import logging
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

logger = logging.getLogger(__name__)

TIMEOUT_S = 5


class KeyBackend(Protocol):
    """Forgets answers by their surrogate keys; `GALLEY_PURGE_BACKEND` names a class without arguments."""

    def purge_keys(self, keys: set[str]) -> None:
        """Let the cache forget every answer with one of the keys; raise what goes wrong."""


class LoggingBackend:
    """Writes what would be purged to the log, for trying it out."""

    def purge_keys(self, keys: set[str]) -> None:
        """Log the keys."""
        logger.warning("purged_keys", extra={"keys": sorted(keys)})


class HTTPCache(HTTPBackend):
    """Asks the cache at `LOCATION` to forget addresses, and gives up where no answer comes in `TIMEOUT_S`."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.timeout_s: float = params.pop("TIMEOUT_S", TIMEOUT_S)
        super().__init__(params)

    def purge(self, url: str) -> None:
        """Ask for one address; raise OSError where the cache is away, so that the others do not wait too."""
        parts = urlsplit(url)
        there = urlunsplit((self.cache_scheme, self.cache_netloc, parts.path, parts.query, ""))
        request = PurgeRequest(there, headers={"Host": parts.netloc})
        try:
            urlopen(request, timeout=self.timeout_s).close()  # noqa: S310  # settings say where
        except HTTPError as answer:
            # Some caches say 404 of what they do not hold.
            logger.warning("purge_refused", extra={"url": url, "status": answer.code})
            answer.close()


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
