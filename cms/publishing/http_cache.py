"""PURGE over HTTP for `GALLEY_PURGE_LOCATION`: Wagtail 8.0's own backend waits without end for an answer."""

import logging
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest

logger = logging.getLogger(__name__)

TIMEOUT_S = 5


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
