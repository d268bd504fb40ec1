"""Receipts: who changes what is public learns the sequence that readers can ask for (`min_sequence`)."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.delivery import store

HEADER = "Galley-Sequence"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def with_receipt(response: Answer) -> Answer:
    """Let the answer to a write carry the sequence; call it after the commit, so that it holds the write."""
    response[HEADER] = str(store.current_sequence())
    return response


def with_message(request: HttpRequest, response: Answer, *, before: int) -> Answer:
    """Return the receipt, and tell people too where the site's sequence has moved on since `before`."""
    receipt = with_receipt(response)
    if int(receipt[HEADER]) > before and request.headers.get("X-Requested-With") != "XMLHttpRequest":
        messages.info(request, _("Readers see this now (sequence {number}).").format(number=receipt[HEADER]))
    return receipt
