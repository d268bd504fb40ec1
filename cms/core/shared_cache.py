"""The cache that all processes share (Valkey, Redis), with this process's own memory behind it."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from .failures.circuit_breaker import Rest

REST_S = 10
_NAMES = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear"
)  # fmt: skip


class SharedCache(RedisCache):
    """Django's own, but where the server is away, this process's memory answers: no request fails or waits.

    After a failure the server is left alone for some seconds. Its timeouts are options of the settings.
    What was deleted meanwhile is still there when it comes back, until its own time is up: as between
    processes that share no cache.
    """

    rest = Rest(REST_S)
    is_away = False

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__([server], params)  # by itself it would cut a password at a comma
        self._own = LocMemCache("shared-cache-is-away", {**params, "OPTIONS": {}})

    def ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Return what a method of the shared cache gives, or of our own."""
        if not self.rest.is_on:
            try:
                found = getattr(super(), name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                SharedCache.is_away = True
                self.rest.begin("shared_cache_away", error)
            else:
                self._is_back()
                return found
        return getattr(self._own, name)(*args, **kwargs)

    def _is_back(self) -> None:
        if SharedCache.is_away:
            SharedCache.is_away = False
            self._own.clear()  # it would be old when the server is away the next time


def _asking(name: str) -> Callable[..., Any]:
    def method(self: SharedCache, *args: Any, **kwargs: Any) -> Any:
        return self.ask(name, *args, **kwargs)

    return method


for _name in _NAMES:
    setattr(SharedCache, _name, _asking(_name))
