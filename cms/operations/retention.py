"""How long old revisions are kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, ProtectedError, Q
from wagtail.models import Page, Revision, TaskState

from cms.preview import grants
from cms.publishing.models import KeptCopy

A_TIME = 200  # so that nobody waits long for the database; the next minute goes on


def forget(*, now: datetime) -> int:
    """Delete revisions of pages older than `GALLEY_REVISIONS_DAYS`, some at a time; return how many.

    What a page shows, its draft, what waits for its hour, what a review has looked at and what somebody
    shares now stay, whatever their age.
    """
    if not settings.GALLEY_REVISIONS_DAYS:
        return 0
    before = now - timedelta(days=settings.GALLEY_REVISIONS_DAYS)
    old = Revision.page_revisions.filter(created_at__lt=before, approved_go_live_at=None)
    unneeded = old.filter(*(~Exists(needed) for needed in _needed(now=now)))
    return sum(_deleted(revision) for revision in unneeded.order_by("pk")[:A_TIME])


def _needed(*, now: datetime) -> Iterator[Any]:
    this = OuterRef("pk")
    yield Page.objects.filter(Q(latest_revision=this) | Q(live_revision=this))
    yield TaskState.objects.filter(revision=this)
    yield KeptCopy.objects.filter(revision=this)
    yield grants.open_at(now).filter(revision=this)


def _deleted(revision: Revision) -> int:
    try:
        revision.delete()
    except ProtectedError:  # something of a room above still needs it
        return 0
    return 1
