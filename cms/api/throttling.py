"""How often one token may ask."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from cms.publishing.refusals import Refusal


class TooMany(Refusal):
    """A token asked too often; `wait_s` says when to come again."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"Too many requests with this token. Try again in {wait_s} s.", status=429)
        self.wait_s = wait_s

    def headers(self) -> dict[str, str]:
        """Say when to come again."""
        return {"Retry-After": str(self.wait_s)}


class TokenThrottle(SimpleRateThrottle):
    """Counts in the cache, which is this process's own or all share.

    Make one for each request: it holds the request's state.
    """

    scope = "token"

    def get_cache_key(self, request: HttpRequest) -> str:
        """Count by token."""
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}  # type: ignore[attr-defined]


def check(request: HttpRequest) -> None:
    """Raise TooMany where the request's token is over `GALLEY_API_RATE`."""
    if not settings.GALLEY_API_RATE:
        return
    throttle = TokenThrottle(settings.GALLEY_API_RATE)
    if not throttle.allow_request(request):
        raise TooMany(ceil(throttle.wait() or throttle.duration or 1))
