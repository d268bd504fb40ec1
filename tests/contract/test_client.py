"""The TypeScript client has the types of the contract."""

import pytest

from tests.services import node


@pytest.mark.slow
def test_the_types_of_the_client_are_those_of_the_snapshot() -> None:
    if not node.is_here():
        pytest.skip(node.MISSING)
    node.install()

    node.npm("run", "check")  # `make client` writes them
