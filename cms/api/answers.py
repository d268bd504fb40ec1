"""Answers of the public API: stored bytes with ETag and sequence, or 304."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from cms.core.http import is_not_modified
from cms.delivery.store import current_sequence


def public_answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str,
    sequence: int | None,
    content_type: str = "application/json",
) -> HttpResponse:
    """Give `body` or 304; `sequence` None means that it was not read along."""
    if is_not_modified(request, etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Galley-Sequence"] = str(current_sequence() if sequence is None else sequence)
    return response
