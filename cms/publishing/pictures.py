"""Pictures that published or approved content uses: their files stay, they go by a deliberate act only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cms.core.refusals import Refusal

from . import kept_copies
from .freshness import documents, scopes
from .models import KeptCopy, Rebuild
from .references import key_of
from .transactions import in_one_transaction

_let_go: ContextVar[frozenset[int]] = ContextVar("galley_pictures_let_go", default=frozenset())


def look_after(image: Any) -> None:
    """Let the worker make the documents that show a picture, should the process die before `on_saved`."""
    key = key_of(type(image), image.pk)
    if scopes.users_of([key]):
        scopes.request(Rebuild.Scope.USERS, key)


def on_saved(image: Any, *, now: datetime) -> None:
    """Make the named renditions of a saved picture, and the documents that show it; outside transactions."""
    image.make_renditions()
    in_one_transaction(lambda: documents.source_changed([key_of(type(image), image.pk)], now=now))


def is_kept(image_id: int | None) -> bool:
    """Whether live or approved content uses the picture."""
    return image_id is not None and kept_copies.using_image(image_id).exists()


def check_file(image: Any) -> None:
    """Raise a Refusal where saving `image` would put another file behind content that was approved."""
    old = type(image).objects.filter(pk=image.pk).values_list("file", flat=True).first()
    if old is not None and old != image.file.name and is_kept(image.pk):
        raise Refusal(
            _("Live stories use this file: it can't be replaced. Upload the new one as another picture."),
            status=409,
        )


def check_deletion(image: Any) -> None:
    """Raise a Refusal for a picture in use, unless `delete` is at work."""
    if image.pk not in _let_go.get() and is_kept(image.pk):
        raise Refusal(
            _("Live stories use this picture. A publisher can delete it, with a reason."), status=409
        )


def delete(image: Any, *, now: datetime) -> list[KeptCopy]:
    """Delete a picture; take it out of live documents and take back the schedules that use it.

    Needs a transaction. Gives the copies that used it: live ones were rebuilt, granted ones are gone.
    """
    copies, key = list(kept_copies.using_image(image.pk)), key_of(type(image), image.pk)
    with _letting_go(image.pk):
        image.delete()
    for copy in copies:
        if copy.state == KeptCopy.State.LIVE:
            kept_copies.seal_anew(copy)
            documents.put(copy.page_id, now=now)
        else:
            kept_copies.take_back(copy)
    documents.source_changed([key], now=now)  # aliases show the copies of their sources
    return copies


@contextmanager
def _letting_go(image_id: int) -> Iterator[None]:
    token = _let_go.set(_let_go.get() | {image_id})
    try:
        yield
    finally:
        _let_go.reset(token)
