"""How often a login, a page password or a password reset may be tried, and the answer after that."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.core import clock
from cms.core.http import problem

from .client_address import address_of
from .throttles import LOGIN, LOGIN_FROM, PASSWORD, RESET, RESET_FROM, Try, account, in_minutes, take

logger = logging.getLogger(__name__)

LOGIN_VIEW = "wagtailadmin_login"
PAGE_PASSWORD = "wagtailcore_authenticate_with_password"  # noqa: S105  # the name of a view
RESET_VIEW = "wagtailadmin_password_reset"
SECOND_FACTOR_VIEW = "accounts_second_factor"


class Doors:
    """Middleware that counts each try before it is looked at, and forgives one that succeeds.

    It answers these requests itself, so that no transaction is open around the hashing of a password: on
    SQLite everyone who saves would wait for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer a POST that is counted; leave all others alone."""
        tries = _tries(request, kwargs) if request.method == "POST" else ()
        if not tries:
            return None
        if wait_s := take(*tries, now=clock.now()):
            logger.warning("throttled", extra={"channel": tries[0].limit.name})
            return too_many(request, wait_s)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.FOUND and tries[0].limit in {LOGIN, PASSWORD}:
            own, *others = tries
            own.forgive()
            for other in others:
                other.give_back()
        return response


def _tries(request: HttpRequest, place: dict[str, Any]) -> tuple[Try, ...]:
    name = request.resolver_match.view_name if request.resolver_match else ""
    address = address_of(request)
    if name == LOGIN_VIEW:
        who = account(request.POST.get("username", ""))
    elif name == PAGE_PASSWORD:
        who = f"page {place['page_view_restriction_id']}"
    elif name == RESET_VIEW:
        return Try(RESET, account(request.POST.get("email", ""))), Try(RESET_FROM, address)
    elif name == SECOND_FACTOR_VIEW and "begin" in request.POST:
        return (Try(PASSWORD, str(request.user.pk)),)
    else:
        return ()
    return Try(LOGIN, f"{address}\n{who}"), Try(LOGIN_FROM, address)


def too_many(request: HttpRequest, wait_s: int) -> HttpResponse:
    """Say when to come again: as a page, or as a problem (RFC 9457) to scripts."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    if request.accepts("text/html"):
        context = {"wait": in_minutes(wait_s)}
        response = render(request, "accounts/too_many.html", context, status=status)
    else:
        response = problem(status, f"Too many attempts. Try again in {wait_s} s.")
    response["Retry-After"] = str(wait_s)
    response["Cache-Control"] = "no-store"
    return response
