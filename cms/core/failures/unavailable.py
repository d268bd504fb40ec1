"""What a request gets while database or store of pictures is away: come back in a moment, no server error.

These are the project's handlers of 400 and 500, not a middleware: Django turns an exception into an answer at
each layer of middleware, so that no layer sees what failed below another one.
"""

import sys
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request, server_error

from cms.core.http import problem

UNAVAILABLE = 503
RETRY_AFTER_S = "2"
DETAIL = "The database does not answer at the moment. Nothing was lost; try again in a moment."
MEDIA_DETAIL = "Pictures can't be stored or fetched at the moment. Go back, and try again in a moment."
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>One moment</title>
<h1>One moment</h1><p>{detail}</p>
"""
# Classes and codes of PostgreSQL that pass by themselves: no connection, a server that stops or starts, no
# room, and the limits of `patience` (a statement, a lock, a transaction that took too long). None is the
# driver's own word for a connection that is not there, or not any more.
_PASSING = ("08", "53", "57P", "57014", "55P03", "25P03")
_PASSING_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL")


class MediaAway(OSError):  # noqa: N818
    """The store of pictures could not be asked, and may be asked again. Wagtail takes it for a lost file."""


def answer_500(request: HttpRequest) -> HttpResponse:
    """Answer an error that nobody caught."""
    error = sys.exc_info()[1]
    return unavailable(request, detail_of(error)) if is_away(error) else server_error(request)


def answer_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a bad request; a session that could not be written says so, too, whatever the reason."""
    return unavailable(request) if is_away(exception) else bad_request(request, exception)


def unavailable(request: HttpRequest, detail: str = DETAIL) -> HttpResponse:
    """Return 503 as a problem to programs, and as a short page to people."""
    if request.path_info.startswith("/api/"):
        response = problem(UNAVAILABLE, detail)
    else:
        response = HttpResponse(PAGE.format(detail=detail), status=UNAVAILABLE)
        response["Cache-Control"] = "no-store"
    response["Retry-After"] = RETRY_AFTER_S
    return response


def detail_of(error: BaseException | None) -> str:
    """Say in a sentence what is away."""
    return MEDIA_DETAIL if any(isinstance(cause, MediaAway) for cause in _causes(error)) else DETAIL


def is_away(error: BaseException | None) -> bool:
    """Whether an error came from a database, or a store, that could not be asked, and may be asked again."""
    return any(_is_passing(cause) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, MediaAway):
        return True
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    driver = error.__cause__
    name = getattr(driver, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_PASSING_SQLITE)
    state = getattr(driver, "sqlstate", "")
    return state is None or (bool(state) and str(state).startswith(_PASSING))
