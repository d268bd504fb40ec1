"""Answers of the public API: stored bytes with ETag and sequence, or 304."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from cms.core.http import is_not_modified
from cms.delivery.store import current_sequence

from .parameters import MIN_SEQUENCE, BadParameter, asked_sequence

Answer = TypeVar("Answer", bound=HttpResponseBase)


def public_answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str,
    sequence: int | None,
    content_type: str = "application/json",
) -> HttpResponse:
    """Return `body` or 304; `sequence` None means that it was not read along."""
    if is_not_modified(request, etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    return with_sequence(request, response, sequence)


def with_sequence(request: HttpRequest, response: Answer, sequence: int | None = None) -> Answer:
    """Let the answer carry the site's sequence; refuse a `min_sequence` that was never issued.

    What is read is never older than a sequence that was issued: there is one database.
    """
    now = current_sequence() if sequence is None else sequence
    if request.META.get("QUERY_STRING") and asked_sequence(request) > now:
        message = f"{MIN_SEQUENCE} was never issued: the newest sequence is {now}"
        raise BadParameter(MIN_SEQUENCE, message)
    response["Galley-Sequence"] = str(now)
    return response
