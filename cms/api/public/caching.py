"""What caches may do with public answers: how long they keep them, and under which names they forget them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cms.delivery.surrogates import LIST, SITE, index_key, page_key, type_key

KEYS = "Surrogate-Key"
KEYS_MAX_BYTES = 8000  # what servers and caches take as one header at least
ERRORS = 400
CONTROL, PRIVATE, NEVER = "Cache-Control", "private, no-store", "no-store"


@lru_cache
def public_control(shared_s: int, stale_s: int) -> str:
    """Return `Cache-Control` of a public answer: browsers always ask, shared caches keep it for `shared_s`.

    `must-revalidate` would forbid what `stale-while-revalidate` allows (RFC 5861 §3).
    """
    parts = ["public", "max-age=0"]
    if shared_s:
        parts.append(f"s-maxage={shared_s}")
    parts.append(f"stale-while-revalidate={stale_s}" if stale_s else "must-revalidate")
    return ", ".join(parts)


def has_credentials(request: HttpRequest) -> bool:
    """Whether the request says who asks: by a token, or by the cookie of a session."""
    if "HTTP_AUTHORIZATION" in request.META:
        return True
    return "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES


def control(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say in the headers what caches may do with the answer; what it says itself stays, unless private."""
    headers = response.headers
    if has_credentials(request):
        headers[CONTROL] = PRIVATE
    elif response.status_code >= ERRORS:
        headers[CONTROL] = NEVER  # what is missing may be published in the next second
    elif CONTROL not in headers:
        headers[CONTROL] = public_control(settings.GALLEY_SHARED_CACHE_SECONDS, settings.GALLEY_STALE_SECONDS)
        if are_keys_sent() and KEYS not in headers:
            headers[KEYS] = f"{LIST} {SITE}"


def are_keys_sent() -> bool:
    """Whether the site asks for surrogate keys."""
    return bool(settings.GALLEY_SURROGATE_KEYS)


def name(response: HttpResponseBase, keys: Iterable[str]) -> None:
    """Let the answer carry surrogate keys, where the site asks for them; without any it is a list."""
    if are_keys_sent():
        response.headers[KEYS] = " ".join(keys)


def name_list(
    response: HttpResponseBase, *, types: Iterable[str], members: Sequence[int], **asked: Iterable[str]
) -> None:
    """Let a list carry its surrogate keys, where the site asks for them."""
    if are_keys_sent():
        name(response, list_keys(types=types, members=members, **asked))


def list_keys(*, types: Iterable[str], members: Sequence[int], **asked: Iterable[str]) -> list[str]:
    """Return the keys of a list: itself, what it asks for (types, `topic=`, `author=`), and its members.

    Where they are too many for a header, fewer: any publication purges every list anyway. An empty list does
    not repeat what was asked for.
    """
    own = [LIST, SITE]
    if not members:
        return own
    questions = [type_key(t) for t in types]
    questions += [index_key(kind, key) for kind, keys in asked.items() for key in keys]
    for found in ([*own, *questions, *map(page_key, members)], [*own, *questions]):
        if sum(len(key) + 1 for key in found) <= KEYS_MAX_BYTES:
            return found
    return own
