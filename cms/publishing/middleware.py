"""Gives every writing admin request one transaction, and each refusal its answer."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cms.accounts import rights_requests
from cms.core.failures import malformed_requests
from cms.core.http import problem
from cms.core.refusals import Refusal
from cms.delivery.store import current_sequence

from .sequence_header import with_message
from .transactions import in_one_transaction

logger = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Uploads decode pictures for seconds; they write one row and need no shared transaction.
OUTSIDE = frozenset({"wagtailimages", "wagtailimages_chooser"})


class AtomicAdminWrites:
    """Run admin POSTs in one transaction, but for views that are `with_own_transactions`.

    Wagtail 8.0 publishes from its views by constructing the action class, which saves the page, then sends
    signals, then updates aliases, each committed alone. A failure between them would leave a page live
    without its document. ATOMIC_REQUESTS would do it too, but would make every public read take SQLite's
    write lock.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer writing admin requests ourselves, around the view; leave all others alone."""
        if request.method in SAFE_METHODS or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        is_upload = request.resolver_match and OUTSIDE & set(request.resolver_match.namespaces)
        is_outside = is_upload or getattr(view, "has_own_transactions", False)
        before = current_sequence()
        try:
            answer = partial(view, request, *args, **kwargs)
            if rights_requests.may_change_rights(request):
                answer = partial(rights_requests.watched, request, answer)
            response = answer() if is_outside else in_one_transaction(answer)
            return with_message(request, response, before=before)
        except Refusal as refusal:
            refusal.record()
            return refused(request, refusal)
        except Exception as error:
            if said := self.process_exception(request, error):
                return said
            raise

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what a reading request refuses, and what no view could read."""
        if isinstance(exception, Refusal):
            return refused(request, exception)
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if isinstance(exception, ValidationError):
            return refused(request, Refusal(" ".join(exception.messages), status=422))
        match = request.resolver_match
        if malformed_requests.is_unreadable(exception, match.view_name if match else ""):
            logger.warning("request_unreadable", exc_info=exception)
            return refused(request, Refusal(malformed_requests.REASON, status=400))
        return None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say what was refused, as a page, or as a problem (RFC 9457) to scripts."""
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts(
        "text/html"
    )
    if is_script:
        return problem(refusal.status, refusal.reason)
    context = {"refusal": refusal, "back": request.path}
    return render(request, "moderation/refused.html", context, status=refusal.status)
