"""The visitor's address: what a proxy says counts as far as the settings say that there is one."""

from typing import Any

import pytest
from django.test import RequestFactory

from cms.accounts.client_address import address_of

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "told", "expected"),
    [
        (None, "203.0.113.7", PROXY),
        (0, "203.0.113.7", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # what stands before it was made up
        (2, "198.51.100.1, 203.0.113.7, 192.0.2.9", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),  # it came past one of them
        (1, "", PROXY),
        (1, None, PROXY),
        (1, "nobody", PROXY),
        (1, "203.0.113.7:4711", PROXY),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_the_address_is_that_of_the_visitor(
    settings: Any, proxies: int | None, told: str | None, expected: str
) -> None:
    settings.GALLEY_PROXIES = proxies
    headers = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR=PROXY, **headers)) == expected


def test_a_socket_without_an_address_is_one_visitor() -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) == "unknown"
