"""What the contract's tests look at: one full story of each format, served once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cms.core import clock
from tests.newsroom import FORMATS, Newsroom

from .stories import full_story

MOMENT = datetime(2023, 3, 20, 14, 5, 30, 123456, tzinfo=UTC)
Served = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def served(shared_rows: Callable[[], AbstractContextManager[None]]) -> Served:
    """Return detail and card of a full story by kind."""
    found = {}
    for kind in FORMATS:
        with shared_rows():
            found[kind] = _served(kind)
    return found


def _served(kind: str) -> dict[str, Any]:
    reader = Client(SERVER_NAME="example.org", SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
    with clock.at(MOMENT):
        page = full_story(Newsroom(), kind)
    detail = reader.get(f"/api/v2/pages/{page.pk}/").json()
    (card,) = reader.get("/api/v2/pages/", {"slug": page.slug}).json()["items"]
    return {"detail": detail, "card": card}
