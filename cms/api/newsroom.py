"""The newsroom's API at /api/v3/: Wagtail's own, behind one gate for all its addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import Router
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.urls import api

from cms.core.http import problem
from cms.publishing.receipts import with_receipt
from cms.publishing.refusals import Refusal
from cms.publishing.transactions import in_one_transaction

READS = frozenset({"GET", "HEAD", "OPTIONS"})
ERRORS = 400
View = Callable[..., HttpResponse]
_routers: dict[str, Callable[[], Router]] = {}


def register(prefix: str, make_router: Callable[[], Router]) -> None:
    """Let the router that `make_router` gives answer under `prefix`, like `/workflow/`; call it in `ready`.

    Each of its views declares what it needs of a token (`scopes.needs`).
    """
    _routers[prefix] = make_router


def newsroom_urls() -> list[URLPattern | URLResolver]:
    """Give the addresses of Wagtail's API v3, each behind the gate; call it once, when the apps are ready."""
    for prefix, make_router in _routers.items():
        api.add_router(prefix, make_router())
    patterns, _app_name, _namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = gated(pattern.callback)
    return list(patterns)


def gated(view: View) -> View:
    """Let only people with a valid token in; a write is one transaction, which an error rolls back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = (
            _answer(request, lambda: view(request, *args, **kwargs)) if _has_token(request) else _unknown()
        )
        response["Cache-Control"] = "private, no-store"
        response["Vary"] = "Authorization"
        return response

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie: no page of others can send it
    return wrapped


def _has_token(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    # Wagtail would let some reads pass without a token.
    return scheme.lower() == "bearer" and BearerTokenAuth().authenticate(request, token) is not None


def _unknown() -> HttpResponse:
    response = problem(401, "Send a valid token: Authorization: Bearer …")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _answer(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        if request.method in READS:
            return view()
        response = in_one_transaction(lambda: _all_or_nothing(view))
        return with_receipt(response) if response.status_code < ERRORS else response
    except Refusal as refusal:
        refusal.record()
        return problem(refusal.status, refusal.reason, **refusal.members())


def _all_or_nothing(view: Callable[[], HttpResponse]) -> HttpResponse:
    response = view()
    if response.status_code >= ERRORS:
        transaction.set_rollback(True)
    return response
