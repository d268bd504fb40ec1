"""The one way from an id in an address to what it names: missing and not yours to see are the same."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.refusals import Refusal
from cms.moderation.models import BreakGlass
from cms.moderation.pages import ReviewedPage

NO_STORY = _("There is no such story, or you don't have access to it.")


def story(page_id: int, user: Any) -> ReviewedPage:
    """Return a story that `user` may see; else a Refusal (404)."""
    return _visible(Page.objects.filter(pk=page_id).first(), user)


def story_to_change(page_id: int, user: Any) -> ReviewedPage:
    """Return it with its row locked, so that what is asked of it holds until the act; needs a transaction."""
    return _visible(Page.objects.select_for_update().filter(pk=page_id).first(), user)


def emergency(entry_id: int) -> BreakGlass:
    """Return an emergency publication, countersigned or not; else a Refusal (404)."""
    entry = BreakGlass.objects.filter(pk=entry_id).first()
    if entry is None:
        raise Refusal(_("There is no such emergency publication."), status=404)
    return entry


def _visible(page: Page | None, user: Any) -> ReviewedPage:
    found = page.specific if page else None
    if not isinstance(found, ReviewedPage) or not found.permissions_for_user(user).can_edit():
        raise Refusal(NO_STORY, status=404)
    return found
