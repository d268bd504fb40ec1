"""The newest draft of a story, read anew."""

from typing import Any

from wagtail.models import Page, Revision

from cms.publishing.refusals import Refusal


def newest(page_id: Any) -> tuple[Revision, Any]:
    """Give the newest revision of a story and the page it makes; locks the row, needs a transaction."""
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    revision = page.specific.get_latest_revision() if page else None
    if revision is None:
        raise Refusal("There is no draft of this story.", status=409)
    return revision, revision.as_object()
