"""PURGE over HTTP: every address is tried while the cache answers, and a cache that does not is given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

import pytest

from cms.publishing.purging.backends import HTTPCache

URLS = ["https://example.org/one/?a=b", "https://example.org/two/"]


class Cache(BaseHTTPRequestHandler):
    """A cache that remembers what it was asked to purge, and answers with `status`; never where that is 0."""

    asked: ClassVar[list[tuple[str, str | None]]] = []
    status: ClassVar[int] = 200
    is_over: ClassVar[Event] = Event()

    def do_PURGE(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        if not self.status:
            self.is_over.wait()
            return
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def cache(status: int) -> Iterator[HTTPCache]:
    Cache.asked.clear()
    Cache.is_over.clear()
    Cache.status = status
    with ThreadingHTTPServer(("127.0.0.1", 0), Cache) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield HTTPCache({"LOCATION": f"http://127.0.0.1:{server.server_port}", "TIMEOUT_S": 0.1})
        finally:
            Cache.is_over.set()
            server.shutdown()


@pytest.mark.parametrize("status", [200, 404, 405])
def test_every_address_is_purged_whatever_the_cache_answers(status: int) -> None:
    with cache(status) as backend:
        backend.purge_batch(URLS)

    assert Cache.asked == [("/one/?a=b", "example.org"), ("/two/", "example.org")]


def test_a_cache_that_never_answers_is_given_up_at_the_first_address() -> None:
    with cache(0) as backend, pytest.raises(TimeoutError):
        backend.purge_batch(URLS)

    assert Cache.asked == [("/one/?a=b", "example.org")]


def test_a_cache_that_is_away_is_given_up() -> None:
    with cache(200) as backend:
        pass

    with pytest.raises(OSError, match="refused"):
        backend.purge_batch(URLS)
