"""The only signal receivers of the project; three lines at most, each calling a named service."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.core import clock
from cms.delivery.models import Change

from . import documents, pictures, rebuild


def on_page_published(instance: Page, **_kwargs: Any) -> None:
    """Keep copy and document; Wagtail 8.0 sends this for scheduled drafts too, with `live` False."""
    if instance.live:
        documents.publish(instance, now=clock.now())


def on_page_unpublished(instance: Page, **_kwargs: Any) -> None:
    """Withdraw the document."""
    documents.withdraw(instance.pk, Change.Kind.UNPUBLISHED, now=clock.now())


def on_page_deleted(instance: Page, **_kwargs: Any) -> None:
    """Withdraw the document before its row goes with the page's."""
    documents.withdraw(instance.pk, Change.Kind.DELETED, now=clock.now())


def on_page_relocated(instance: Page, **_kwargs: Any) -> None:
    """Store the addresses of the page and of all that stand under it anew."""
    rebuild.rebuild_subtree(instance, now=clock.now())


def on_image_saved(instance: Any, **_kwargs: Any) -> None:
    """Make the named renditions once the image is committed; a failure is logged and made good at submit."""
    transaction.on_commit(instance.make_renditions, robust=True)


def on_image_deleted(instance: Any, **_kwargs: Any) -> None:
    """Keep the pictures of published stories; bulk deletions pass no model method."""
    pictures.check_deletion(instance)


def connect() -> None:
    """Connect all receivers, once."""
    page_published.connect(on_page_published, dispatch_uid="galley.published")
    page_unpublished.connect(on_page_unpublished, dispatch_uid="galley.unpublished")
    pre_delete.connect(on_page_deleted, sender=Page, dispatch_uid="galley.deleted")
    page_slug_changed.connect(on_page_relocated, dispatch_uid="galley.slug")
    post_page_move.connect(on_page_relocated, dispatch_uid="galley.moved")
    pre_delete.connect(on_image_deleted, sender=get_image_model(), dispatch_uid="galley.image_deleted")
    post_save.connect(on_image_saved, sender=get_image_model(), dispatch_uid="galley.image")
