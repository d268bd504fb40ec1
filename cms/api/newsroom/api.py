"""The newsroom's API at /api/v3/: Wagtail's own routers and ours, behind one entrance and one gate."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router
from wagtail.api.v3.errors import register_exception_handlers

from cms.accounts.throttles import TOKEN_FROM
from cms.api import throttling
from cms.api.authoring.bodies import refuse_unknown
from cms.api.authoring.errors import register_errors
from cms.core.http import PROBLEM_TYPE, problem
from cms.core.refusals import Refusal

from . import openapi, tokens
from .gate import READS, gated

NOT_ALLOWED = 405
View = Callable[..., HttpResponse]
_routers: dict[str, Callable[[], Router]] = {}


def register(prefix: str, make_router: Callable[[], Router]) -> None:
    """Let the router that `make_router` gives answer under `prefix`, like `/workflow/`; call it in `ready`.

    Each of its views declares what it needs of a token (`scopes.needs`).
    """
    _routers[prefix] = make_router


class NewsroomApi(NinjaAPI):
    """Ninja with the document that names what the gate asks, and parameters checked against it."""

    def get_openapi_schema(self, **_kwargs: Any) -> Any:
        """Return the document, made once a process."""
        return _document(self)

    def check_parameters(self, request: HttpRequest, operation_id: str) -> None:
        """Raise a Refusal (400) for a parameter that the document does not name, or that is there twice."""
        openapi.check_parameters(request, _parameters(self).get(operation_id, {}))


@cache
def newsroom_api() -> NewsroomApi:
    """Return the API; call it when the apps are ready, for Wagtail's routers read their models then."""
    from wagtail.api.v3.routers import pages, schema, sites, whoami
    from wagtail.contrib.redirects.api.v3 import router as redirects
    from wagtail.images.api.v3.router import router as images
    from wagtail.snippets.api.v3.router import router as snippets

    api = NewsroomApi(
        title="Galley newsroom API",
        version="3.0.0",
        description="Drafts, review and publication, for people of the newsroom with a token.",
        urls_namespace="wagtailapi_v3",  # by which Wagtail's schemas name addresses
        openapi_url="/openapi.json",
        docs_url=None,  # its page would call other hosts from an editor's browser
    )
    register_exception_handlers(api)
    register_errors(api)
    api.add_exception_handler(Exception, _raise)
    api.add_decorator(gated, mode="view")
    wagtails = {
        "/pages/": pages.router,
        "/schema/": schema.router,
        "/sites/": sites.router,
        "/": whoami.router,
        "/redirects/": redirects,
        "/images/": images,
        "/snippets/": snippets,
    }
    for prefix, router in wagtails.items():
        api.add_router(prefix, router)
    for prefix, make_router in _routers.items():
        api.add_router(prefix, make_router())
    refuse_unknown(api)
    return api


def newsroom_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of the API, each behind the entrance."""
    patterns, _app_name, _namespace = newsroom_api().urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = entered(pattern.callback)
    return list(patterns)


def entered(view: View) -> View:
    """Let only people with a valid token in, and give every answer the headers of a private one."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _enter(request, lambda: view(request, *args, **kwargs))
        except Refusal as refusal:
            refusal.record()
            response = problem(refusal.status, refusal.reason, **refusal.members())
            for name, value in refusal.headers().items():
                response[name] = value
        except (ProtectedError, RestrictedError):
            response = problem(409, "This can't be deleted: something still uses it.")
        except (SuspiciousOperation, BadRequest, MultiPartParserError):
            response = problem(400, "This request can't be read.")
        response["Cache-Control"] = "private, no-store"
        response["Vary"] = "Authorization"
        return response

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie: no page of others can send it
    return wrapped


def _enter(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    token = tokens.token_of(request)
    if token is None:
        if "Authorization" in request.headers:
            throttling.count_refused(request, TOKEN_FROM)
        return _unknown()
    request.user, request.auth = token.user, token  # type: ignore[attr-defined]
    throttling.check(request)
    if request.method not in READS and not settings.GALLEY_API_WRITES:
        return _not_allowed("Writing over HTTP is switched off here.", "GET")
    response = view()
    is_problem = response["Content-Type"].startswith(PROBLEM_TYPE)
    if response.status_code == NOT_ALLOWED and not is_problem:
        return _not_allowed(f"{request.method} is not possible here.", response["Allow"])
    return response


def _unknown() -> HttpResponse:
    response = problem(401, "Send a valid token: Authorization: Bearer …")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _not_allowed(detail: str, allow: str) -> HttpResponse:
    response = problem(NOT_ALLOWED, detail)
    response["Allow"] = allow
    return response


def _raise(_request: HttpRequest, error: Any) -> NoReturn:
    """Let the entrance answer refusals, and Django errors of ours; Wagtail's handler hides them in DEBUG."""
    raise error


@cache
def _document(api: NewsroomApi) -> dict[str, Any]:
    return openapi.described(NinjaAPI.get_openapi_schema(api, path_prefix="/api/v3/"), api)


@cache
def _parameters(api: NewsroomApi) -> dict[str, dict[str, bool]]:
    return openapi.parameters_of(_document(api))
