"""How often one token may ask, and how often one address may send what opens nothing."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from cms.accounts.client_address import address_of
from cms.accounts.throttles import Limit, Try
from cms.core import clock
from cms.core.refusals import Refusal


class TooMany(Refusal):
    """Somebody asked too often; `wait_s` says when to come again."""

    def __init__(self, what: str, wait_s: int) -> None:
        super().__init__(f"{what}. Try again in {wait_s} s.", status=429)
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
        raise TooMany("Too many requests with this token", ceil(throttle.wait() or throttle.duration or 1))


def count_refused(request: HttpRequest, limit: Limit) -> None:
    """Count a token that opens nothing; raise TooMany where its sender's address has sent too many.

    Tokens that open something are never asked for this, so that nobody is shut out by a neighbour.
    """
    if wait_s := Try(limit, address_of(request)).take(now=clock.now()):
        raise TooMany("Too many wrong tokens from this address", wait_s)
