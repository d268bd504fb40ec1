"""Every error of the API as a problem (RFC 9457)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cms.api.answers import with_sequence
from cms.api.parameters import BadParameter
from cms.core.http import problem


def register_errors(api: NinjaAPI) -> None:
    """Answer validation errors with 400 and all others with their status, as problems."""

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"parameter": _name(e), "message": _message(e)} for e in error.errors]
        return problem(400, "; ".join(_detail(**e) for e in errors), errors)

    @api.exception_handler(BadParameter)
    def bad_parameter(_request: HttpRequest, error: BadParameter) -> HttpResponse:
        return problem(400, error.message, [{"parameter": error.parameter, "message": error.message}])

    @api.exception_handler(Http404)
    def no_page(request: HttpRequest, _error: Http404) -> HttpResponse:
        return missing(request)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 404:
            return missing(request, str(error))
        return problem(error.status_code, str(error))


def missing(request: HttpRequest, detail: str = "There is no public page here.") -> HttpResponse:
    """Return 404, and say since when at least: clients that wait for a withdrawal ask for its sequence."""
    try:
        return with_sequence(request, problem(404, detail))
    except BadParameter as error:
        return problem(400, error.message, [{"parameter": error.parameter, "message": error.message}])


def _detail(*, parameter: str, message: str) -> str:
    return message if message.startswith(f"{parameter} ") else f"{parameter}: {message}"


def _name(error: dict[str, Any]) -> str:
    # Ninja's location is ("query", "parameters", name, …): our argument's name says nothing to clients.
    path = [str(part) for part in error["loc"] if part not in {"query", "path", "parameters"}]
    return path[0] if path else str(error["loc"][-1])


def _message(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")
