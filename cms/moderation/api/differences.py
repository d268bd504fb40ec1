"""What the newest draft of a story changes, since something that it was before."""

from typing import Any

from django.utils.translation import gettext as _

from cms.core.refusals import Refusal
from cms.moderation.comparison.wording import Shown
from cms.moderation.models import Decision
from cms.moderation.pages import ReviewedPage
from cms.moderation.review import reviews
from cms.moderation.review.what_was_seen import changes_between
from cms.publishing import kept_copies
from cms.publishing.seal import sealed_content

from .schemas import Since


def since(page: ReviewedPage, draft: Any, what: Since, revision_id: int | None) -> list[Shown]:
    """Return the changes; a Refusal (404) where there is nothing to compare with."""
    before = {"live": _live, "last-decision": _decided, "revision": _revision}[what](page, revision_id)
    if before is None:
        raise Refusal(_("There is no earlier version of this story to compare with."), status=404)
    return changes_between(draft, before, sealed_content(draft))


def _live(page: Any, _revision_id: int | None) -> dict[str, Any] | None:
    copy = kept_copies.live(page) if page.live else None
    return sealed_content(kept_copies.as_page(page, copy)) if copy else None


def _decided(page: Any, _revision_id: int | None) -> dict[str, Any] | None:
    last = Decision.objects.filter(review__page=page.pk).order_by("-at", "-pk").first()
    return reviews.content_under(last.review, last.seal) if last else None


def _revision(page: Any, revision_id: int | None) -> dict[str, Any] | None:
    revision = page.revisions.filter(pk=revision_id).first()
    return sealed_content(revision.as_object()) if revision else None
