"""The only signal receivers of the project; three lines at most, each calling a named service."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    workflow_approved,
    workflow_rejected,
)

from cms.core import clock
from cms.delivery.models import Change

from . import deletions, pictures, references, registry
from .freshness import documents, scopes
from .purging import rules
from .transactions import in_one_transaction


def on_page_published(instance: Page, **_kwargs: Any) -> None:
    """Keep copy and document; Wagtail 8.0 sends this for scheduled drafts too, with `live` False."""
    if instance.live:
        documents.publish(instance, now=clock.now())


def on_page_unpublished(instance: Page, **_kwargs: Any) -> None:
    """Withdraw the document."""
    documents.withdraw(instance.pk, Change.Kind.UNPUBLISHED, now=clock.now())


def on_page_deleted(instance: Page, **_kwargs: Any) -> None:
    """Withdraw the documents before their rows go with the pages'."""
    documents.delete(instance, now=clock.now())


def on_page_relocated(instance: Page, **_kwargs: Any) -> None:
    """Store the addresses of the page and of all that stand under it again."""
    in_one_transaction(lambda: documents.subtree_changed(instance, now=clock.now()))


def on_restriction_changed(instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    """Let links to what a restriction hides or shows come and go; what is seen is decided when reading."""
    # Gone with its page, it leaves half-deleted rows; the page's own deletion tells all.
    if not issubclass(getattr(origin, "model", type(origin)), Page):
        documents.subtree_changed(instance.page, now=clock.now())


def on_source_changed(instance: Any, **_kwargs: Any) -> None:
    """Rebuild the documents that use a topic, an author, a page, or whatever a room has registered."""
    documents.source_changed([references.key_of(type(instance), instance.pk)], now=clock.now())


def on_source_deleted(instance: Any, **_kwargs: Any) -> None:
    """Keep what scheduled stories use."""
    deletions.check(instance)


def on_lists_changed(**_kwargs: Any) -> None:
    """Tell caches; no document holds this."""
    rules.lists_changed()


def on_everything_changed(**_kwargs: Any) -> None:
    """Let all documents be rebuilt: addresses, languages or a site's settings have changed."""
    scopes.everything_changed(now=clock.now())


def on_settings_changed(*, created: bool = False, **_kwargs: Any) -> None:
    """Let all documents be rebuilt; Wagtail makes a row of defaults when settings are first read."""
    if not created:
        scopes.everything_changed(now=clock.now())


def on_redirect_changed(instance: Redirect, **_kwargs: Any) -> None:
    """Tell caches; what a redirect shows is decided when reading."""
    rules.redirect_changed(instance.old_path)


def on_image_saved(instance: Any, **_kwargs: Any) -> None:
    """Make the named renditions, and the documents that show it, once the image is committed."""
    pictures.look_after(instance)
    transaction.on_commit(partial(pictures.on_saved, instance, now=clock.now()), robust=True)


def on_image_deleted(instance: Any, **_kwargs: Any) -> None:
    """Keep the pictures of published stories; bulk deletions pass no model method."""
    pictures.check_deletion(instance)


def no_mail(**_kwargs: Any) -> None:
    """Stand in for the mail that Wagtail 8.0 sends of reviews: `cms.moderation` sends ours."""


def connect() -> None:
    """Connect all receivers, once."""
    page_published.connect(on_page_published, dispatch_uid="galley.published")
    page_unpublished.connect(on_page_unpublished, dispatch_uid="galley.unpublished")
    pre_delete.connect(on_page_deleted, sender=Page, dispatch_uid="galley.deleted")
    for model in (Page, *registry.sources()):
        post_delete.connect(on_source_deleted, sender=model, dispatch_uid=f"galley.kept.{model._meta.label}")
    # Asked for again when the row is gone: what was chosen from it goes with it.
    post_delete.connect(on_source_changed, sender=Page, dispatch_uid="galley.gone")
    page_slug_changed.connect(on_page_relocated, dispatch_uid="galley.slug")
    post_page_move.connect(on_page_relocated, dispatch_uid="galley.moved")
    pre_delete.connect(on_image_deleted, sender=get_image_model(), dispatch_uid="galley.image_deleted")
    post_save.connect(on_image_saved, sender=get_image_model(), dispatch_uid="galley.image")
    for signal in (post_save, post_delete):
        signal.connect(
            on_restriction_changed, sender=PageViewRestriction, dispatch_uid=f"galley.{id(signal)}"
        )
        signal.connect(on_redirect_changed, sender=Redirect, dispatch_uid=f"galley.redirect.{id(signal)}")
        for model, receiver in _reach():
            signal.connect(receiver, sender=model, dispatch_uid=f"galley.{id(signal)}.{model._meta.label}")
    # Under Wagtail's own uids, and before it connects: the first receiver of a uid stays.
    for signal, name in ((workflow_approved, "approved"), (workflow_rejected, "rejected")):
        uid = f"workflow_state_{name}_email_notification"
        signal.connect(no_mail, sender=WorkflowState, dispatch_uid=uid)


def _reach() -> Iterator[tuple[Any, Any]]:
    yield from ((model, on_everything_changed) for model in (Site, Locale))
    receivers = {
        "users": on_source_changed,
        "lists": on_lists_changed,
        "everything": on_settings_changed,
    }
    yield from ((model, receivers[reach]) for model, reach in registry.sources().items())
