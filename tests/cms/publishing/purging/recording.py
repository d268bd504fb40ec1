"""Purge backends that remember what they were told, in order: settings name them as any other."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wagtail.contrib.frontend_cache.backends.base import BaseBackend

KEYS = f"{__name__}.RecordingKeys"
BROKEN = f"{__name__}.BrokenKeys"
ADDRESSES = {"default": {"BACKEND": f"{__name__}.RecordingAddresses"}}


class RecordingKeys:
    """Forgets by key."""

    calls: ClassVar[list[set[str]]] = []

    def purge_keys(self, keys: set[str]) -> None:
        """Remember the keys."""
        self.calls.append(keys)


class RecordingAddresses(BaseBackend):  # type: ignore[misc]  # Wagtail is untyped
    """Forgets by address, as Wagtail's backends do."""

    calls: ClassVar[list[set[str]]] = []

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Remember the addresses, without the origin."""
        self.calls.append({url.removeprefix("https://example.org") for url in urls})


class BrokenKeys:
    """Fails always."""

    def purge_keys(self, keys: set[str]) -> None:
        """Fail."""
        raise OSError(f"the cache is away, and keeps {len(keys)} keys")


def forget() -> tuple[list[Any], list[Any]]:
    """Forget all calls; return the lists that will hold the next."""
    RecordingKeys.calls.clear()
    RecordingAddresses.calls.clear()
    return RecordingKeys.calls, RecordingAddresses.calls
