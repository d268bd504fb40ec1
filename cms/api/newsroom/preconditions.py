"""If-Match: who changes a draft says which one they have seen (RFC 9110 §13.1.1, RFC 6585 §3)."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.models import Page

from cms.core.http import etag_of
from cms.core.json import canonical
from cms.core.refusals import Refusal
from cms.publishing.pages import PublishedPage

HEADER = "If-Match"


class Changed(Refusal):
    """The draft is not what the writer has seen; `etag` is that of the newest."""

    def __init__(self, etag: str) -> None:
        super().__init__("The draft has changed since you read it. Read it again.", status=412)
        self.etag = etag

    def members(self) -> dict[str, Any]:
        """Return the tag, for clients that can't read headers."""
        return {"etag": self.etag}

    def headers(self) -> dict[str, str]:
        """Return the tag where clients look for it."""
        return {"ETag": self.etag}


def check_visible(request: HttpRequest, page_id: int) -> None:
    """Raise a Refusal (404), the same for no page and for one that is not the person's to see."""
    if not get_pages_queryset(request).filter(pk=page_id).exists():
        raise Refusal("There is no such page, or you don't have access to it.", status=404)


def check_unchanged(request: HttpRequest, page_id: int) -> None:
    """Raise a Refusal (428) without If-Match, Changed where it names another draft.

    Locks the page's row, so that nobody comes in between; needs the transaction of the write.
    """
    named = parse_etags(request.headers.get(HEADER, ""))
    if not named or "*" in named:
        raise Refusal(f"Send {HEADER} with the ETag of the draft that you change.", status=428)
    Page.objects.select_for_update().filter(pk=page_id).first()
    current = draft_etag(page_id)
    if current not in named:
        raise Changed(current)


def draft_etag(page_id: int) -> str:
    """Return the entity tag of a page's newest draft: its seal, in quotes."""
    draft = Page.objects.get(pk=page_id).specific.get_latest_revision_as_object()
    if isinstance(draft, PublishedPage):
        return f'"{draft.seal}"'
    return etag_of(canonical(json.loads(draft.to_json())))
