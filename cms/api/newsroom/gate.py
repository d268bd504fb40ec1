"""The gate before each operation of the newsroom's API: scope, parameters, body, precondition, transaction.

It replaces the authentication that Wagtail's routers (8.0) bring, which lets some reads pass without a token.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation
from ninja.security import HttpBearer
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.publishing.sequence_header import with_receipt
from cms.publishing.transactions import in_one_transaction

from . import bodies, idempotency, preconditions
from .scopes import Scope, publishes, scope_of, scope_of_wagtail

READS = frozenset({"GET", "HEAD", "OPTIONS"})
ERRORS = 400
_MAX_DIGITS = 18  # of an id that every database can compare
# They read the page that they name, and write another.
_COPIES = frozenset(
    {"pages_actions_copy", "pages_actions_create_alias", "pages_actions_copy_for_translation"}
)
Run = Callable[..., HttpResponse]


class NewsroomToken(HttpBearer):
    """The token that has come through the entrance already."""

    def __call__(self, request: HttpRequest) -> Any:
        """Hand it to Ninja."""
        return getattr(request, "auth", None)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Nothing authenticates here: the entrance has."""
        raise NotImplementedError


class MissingScope(Refusal):
    """The token is not for this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"This token lacks the scope “{scope}”.", status=403)
        self.scope = scope

    def members(self) -> dict[str, Any]:
        """Name what is missing."""
        return {"missing_scope": str(self.scope)}


@dataclass(frozen=True)
class Rules:
    """What one operation asks of a request."""

    operation_id: str
    scope: Scope
    takes_body: bool
    takes_form: bool
    names_page: bool

    @property
    def changes_named_page(self) -> bool:
        """Whether a write changes the page that its address names, so that it needs If-Match."""
        return self.names_page and self.operation_id not in _COPIES


def rules_of(operation: Operation) -> Rules:
    """Read the rules of an operation, Wagtail's or ours."""
    operation_id = operation.operation_id or operation.view_func.__name__
    sources = {model.__ninja_param_source__ for model in operation.models}
    return Rules(
        operation_id=operation_id,
        scope=scope_of(operation.view_func) or scope_of_wagtail(operation_id, operation.methods),
        takes_body=bool(sources & {"body", "form", "file"}),
        takes_form=bool(sources & {"form", "file"}),
        names_page=operation_id.startswith("pages_") and "{page_id}" in operation.path,
    )


def gated(run: Run) -> Run:
    """Put the gate before an operation; a decorator for `NinjaAPI.add_decorator(…, mode="view")`."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    rules = rules_of(operation)
    operation.auth_callbacks = [NewsroomToken()]
    operation.include_in_schema = not _is_for_nothing(operation)

    @wraps(run)
    def answer(request: HttpRequest, **place: Any) -> HttpResponse:
        _check(request, operation, rules, place)
        if request.method in READS:
            return _read(request, rules, place, lambda: run(request, **place))
        body = bodies.checked(request, is_expected=rules.takes_body, is_form=rules.takes_form)
        return _write(request, rules, place, body, lambda: run(request, **place))

    return answer


def _is_for_nothing(operation: Operation) -> bool:
    """Whether Wagtail (8.0) offers this for types of which there are none, such as snippets with drafts."""
    fields = (model.model_fields.get("type") for model in operation.models)
    return any(field is not None and field.annotation == Literal[""] for field in fields)


def _check(request: HttpRequest, operation: Operation, rules: Rules, place: dict[str, Any]) -> None:
    if rules.scope not in request.auth.grant.scopes.split():  # type: ignore[attr-defined]
        raise MissingScope(rules.scope)
    operation.api.check_parameters(request, rules.operation_id)  # type: ignore[attr-defined]
    # Wagtail (8.0) takes any text for a snippet's key, and any number of digits.
    if any(_is_no_id(name, str(value)) for name, value in place.items()):
        raise Refusal("There is nothing with this id.", status=404)


def _check_live(request: HttpRequest, rules: Rules, page_id: int | None, body: dict[str, Any]) -> None:
    """Raise MissingScope where the write changes what readers see, and the token may write drafts only."""
    if Scope.PUBLISH in request.auth.grant.scopes.split():  # type: ignore[attr-defined]
        return
    if publishes(rules.operation_id, body, is_live=partial(_is_live, page_id)):
        raise MissingScope(Scope.PUBLISH)


def _is_live(page_id: int | None) -> bool:
    path = Page.objects.filter(pk=page_id).values_list("path", flat=True).first()
    return path is not None and Page.objects.filter(path__startswith=path, live=True).exists()


def _is_no_id(name: str, value: str) -> bool:
    is_number = value.isascii() and value.isdecimal()
    return (is_number and len(value) > _MAX_DIGITS) or (name == "pk" and not is_number)


def _read(
    request: HttpRequest, rules: Rules, place: dict[str, Any], run: Callable[[], HttpResponse]
) -> HttpResponse:
    if not rules.names_page:
        return run()
    page_id = _page_id(request, place)
    if rules.operation_id != "pages_detail" or request.GET.get("version") != "draft":
        return run()
    return _tagged(page_id, run)


def _tagged(page_id: int, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Return a draft with its tag; where a colleague saves while it is read, it is read again."""
    before = preconditions.draft_etag(page_id)
    response = run()
    while before != (after := preconditions.draft_etag(page_id)):
        before, response = after, run()
    response["ETag"] = before
    return response


def _write(
    request: HttpRequest,
    rules: Rules,
    place: dict[str, Any],
    body: dict[str, Any],
    run: Callable[[], HttpResponse],
) -> HttpResponse:
    key = idempotency.key_of(request)

    def work() -> HttpResponse:
        kept = idempotency.begin(request, key) if key else None
        if kept and kept.status:
            return idempotency.replay(kept)
        page_id = _page_id(request, place) if rules.names_page else None
        _check_live(request, rules, page_id, body)
        if page_id is not None and rules.changes_named_page:
            preconditions.check_unchanged(request, page_id)
        response = run()
        if response.status_code >= ERRORS:
            transaction.set_rollback(True)
            return response
        _tag(response, rules)
        if kept:
            idempotency.keep(kept, response)
        return response

    response = in_one_transaction(work)
    return with_receipt(response) if response.status_code < ERRORS else response


def _page_id(request: HttpRequest, place: dict[str, Any]) -> int:
    text = str(place["page_id"])
    page_id = int(text) if text.isascii() and text.isdecimal() else 0
    preconditions.check_visible(request, page_id)
    return page_id


def _tag(response: HttpResponse, rules: Rules) -> None:
    """Return the tag of the draft that was written, so that the next change needs no reading."""
    if rules.operation_id.startswith("pages_") and response.content:
        response["ETag"] = preconditions.draft_etag(json.loads(response.content)["id"])
