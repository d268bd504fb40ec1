"""The live-write guard: no save makes or changes live content, and nothing is published, without a seal."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cms.core.refusals import UnsealedWrite

from . import kept_copies
from .models import KeptCopy
from .seal import BOOKKEEPING, seal_of


def check_live_write(page: Any, update_fields: Iterable[str] | None) -> None:
    """Raise UnsealedWrite where saving `page` would put content live that nobody approved.

    Wagtail saves drafts' bookkeeping and locks on live pages with `update_fields`; those pass.
    """
    if not (page.live and page.goes_live_by_seal) or not _writes_content(page, update_fields):
        return
    slug = _source_slug(page) if page.alias_of_id else None
    if not kept_copies.has_seal(page, seal_of(page, slug=slug)):
        raise UnsealedWrite


def check_publication(page: Any, copy: KeptCopy | None) -> None:
    """Raise UnsealedWrite where `page` would be published without a grant, the copy of which is `copy`.

    Publishing for a later hour writes nothing live: Wagtail 8.0 notes that hour, and forgets all others.
    """
    if page.goes_live_by_seal and copy is None:
        raise UnsealedWrite


def _writes_content(page: Any, update_fields: Iterable[str] | None) -> bool:
    if update_fields is None:
        return True
    names = {name.removesuffix("_id") for name in update_fields}
    return bool(names - ((BOOKKEEPING - {"live"}) | set(page.unsealed_fields)))


def _source_slug(page: Any) -> str | None:
    found: str | None = (
        Page.objects.filter(pk=kept_copies.source_id(page)).values_list("slug", flat=True).first()
    )
    return found
