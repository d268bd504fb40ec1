"""One topology for all tests that need no other."""

from collections.abc import Iterator

import pytest

from .desk import Desk
from .stack import Topology, topology


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topology]:
    """Return production on this machine, over the demo newsroom."""
    with topology(tmp_path_factory.mktemp("topology")) as started:
        yield started


@pytest.fixture(scope="session")
def desk(stack: Topology) -> Desk:
    """Return the newsroom's people."""
    return Desk(stack)
