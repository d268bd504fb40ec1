"""The only writer of kept copies: content is granted, goes live, is replaced or withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision

from . import references, scheduler
from .models import KeptCopy, KeptImage, KeptUse
from .seal import seal_of

_going_live: ContextVar[frozenset[int]] = ContextVar("galley_going_live", default=frozenset())
GRANTED, LIVE = KeptCopy.State.GRANTED, KeptCopy.State.LIVE


def grant(page: Any, *, revision: Revision, now: datetime) -> KeptCopy:
    """Let `page`, which must be the object of `revision`, go live; replaces an earlier grant."""
    KeptCopy.objects.filter(page_id=page.pk, state=GRANTED).delete()
    scheduler.forget(page.pk)
    copy = _keep(page, GRANTED, revision=revision, now=now)
    if page.go_live_at and page.go_live_at > now:
        KeptUse.objects.bulk_create(KeptUse(copy=copy, key=key) for key in references.used_by_content(page))
    return copy


def granted(page_id: int) -> KeptCopy | None:
    """Return what may go live."""
    return KeptCopy.objects.filter(page_id=page_id, state=GRANTED).first()


def live(page: Page) -> KeptCopy | None:
    """Return the live copy of a page; an alias has that of its source."""
    return KeptCopy.objects.filter(page_id=source_id(page), state=LIVE).first()


@contextmanager
def going_live(copy: KeptCopy) -> Iterator[None]:
    """Let granted content pass the guard while it is being published: a grant alone puts nothing live."""
    token = _going_live.set(_going_live.get() | {copy.pk})
    try:
        yield
    finally:
        _going_live.reset(token)


def may_go_live(copy: KeptCopy) -> bool:
    """Whether granted content may be published: it is being approved now, or its schedule still stands."""
    scheduled = Revision.objects.filter(pk=copy.revision_id, approved_go_live_at__isnull=False)
    return copy.pk in _going_live.get() or scheduled.exists()


def has_seal(page: Page, seal: str) -> bool:
    """Whether content with this seal is live, or going live, for a page or for the source of an alias.

    What live content names may be deleted. Its copy has another seal then, as it is read now, which passes.
    """
    passes = Q(state=LIVE) | Q(pk__in=_going_live.get())
    if KeptCopy.objects.filter(passes, page_id=source_id(page), seal=seal).exists():
        return True
    copy = live(page)
    return copy is not None and seal_of(as_draft(page, copy)) == seal


def go_live(page: Any, *, now: datetime) -> None:
    """Make the live copy that of `page`, which Wagtail has just written.

    A page that goes live by seal takes over its granted copy; any other is copied as it is published.
    """
    copy = KeptCopy.objects.filter(page_id=page.pk, seal=seal_of(page)).order_by("state").first()
    if copy is None and not page.goes_live_by_seal:
        KeptCopy.objects.filter(page_id=page.pk).delete()
        copy = _keep(page, LIVE, revision=page.live_revision, now=now)
    if copy is not None:
        KeptCopy.objects.filter(page_id=page.pk, state=LIVE).exclude(pk=copy.pk).delete()
        copy.state = LIVE
        copy.first_published_at = page.first_published_at
        copy.last_published_at = page.last_published_at
        copy.save(update_fields=["state", "first_published_at", "last_published_at"])


def adopt(alias: Any) -> None:
    """Copy its source's live copy, under its own slug, for an alias that is about to be a page of its own."""
    copy = live(alias)
    if copy is not None:
        own = _keep(as_page(alias, copy), LIVE, revision=None, now=copy.kept_at)
        own.first_published_at, own.last_published_at = copy.first_published_at, copy.last_published_at
        own.save(update_fields=["first_published_at", "last_published_at"])


def withdraw(page_id: int) -> None:
    """Forget the copies of a page that is no longer live; publishing it again takes a new approval."""
    KeptCopy.objects.filter(page_id=page_id).delete()


def seal_anew(copy: KeptCopy) -> None:
    """Seal a live copy again after a picture that it used was deleted: readers get it without."""
    page = as_page(Page.objects.get(pk=copy.page_id).specific, copy)
    copy.seal, copy.content = seal_of(page), page.serializable_data()
    copy.save(update_fields=["seal", "content"])
    copy.images.exclude(image_id__in=[image.pk for image in page.images()]).delete()


def take_back(copy: KeptCopy) -> None:
    """Take a grant back, and the schedule that Wagtail keeps for it."""
    Revision.objects.filter(pk=copy.revision_id).update(approved_go_live_at=None)
    copy.delete()


def as_page(page: Any, copy: KeptCopy) -> Any:
    """Return `page`, at its place in the tree and with its identity, holding the kept content and times."""
    kept = as_draft(page, copy)
    if page.alias_of_id:
        kept.slug = page.slug
        kept.set_url_path(kept.get_parent())
    kept.first_published_at, kept.last_published_at = copy.first_published_at, copy.last_published_at
    return kept


def as_draft(page: Any, copy: KeptCopy) -> Any:
    """Return `page` holding the kept content, about to be published."""
    return page.with_content_json(dict(copy.content))


def using_image(image_id: int) -> QuerySet[KeptCopy]:
    """Return the live and granted copies that use an image."""
    return KeptCopy.objects.filter(images__image_id=image_id).order_by("pk")


def waiting_with(key: str) -> QuerySet[KeptCopy]:
    """Return the copies that wait for their hour and use what has this key (`uses.key_of`)."""
    scheduled = KeptCopy.objects.filter(state=GRANTED, revision__approved_go_live_at__isnull=False)
    return scheduled.filter(uses__key=key).order_by("pk")


def source_id(page: Page) -> int:
    """Return id of the page whose content an alias shows, through aliases of aliases; its own otherwise."""
    seen: set[int] = set()
    pk, alias_of = page.pk, page.alias_of_id
    while alias_of and alias_of not in seen:
        seen.add(alias_of)
        pk = alias_of
        alias_of = Page.objects.filter(pk=pk).values_list("alias_of_id", flat=True).first()
    return int(pk or 0)


def _keep(page: Any, state: KeptCopy.State, *, revision: Revision | None, now: datetime) -> KeptCopy:
    copy = KeptCopy.objects.create(
        page_id=page.pk,
        state=state,
        seal=seal_of(page),
        content=page.serializable_data(),
        revision=revision,
        kept_at=now,
    )
    KeptImage.objects.bulk_create(KeptImage(copy=copy, image_id=image.pk) for image in page.images())
    return copy
