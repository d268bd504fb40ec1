"""The mixin of every Galley page: a public identity, atomic publishing, pages served from their document."""

import json
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from cms.core import clock, metrics
from cms.delivery import joined, reading
from cms.delivery.registry import NotReady, Projected, projection_of
from cms.preview import grants

from . import kept_copies, live_write_guard, references, registry
from .actions import PublishAction
from .freshness import documents
from .seal import seal_of


class PublishedPage(Page):
    """A page with a public document. Its `uuid` stays for life and is no part of any revision."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)

    exclude_fields_in_copy = ["uuid"]

    # Whether only content with a granted seal goes live, and which fields no reader ever sees.
    goes_live_by_seal: ClassVar[bool] = False
    unsealed_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def seal(self) -> str:
        """Return the seal of the content as it stands in memory."""
        return seal_of(self)

    def stands_for(self) -> list[str]:
        """Return the keys (`uses.key_of`) of what this page presents: documents that use them link to it."""
        return []

    def images(self) -> list[Any]:
        """Return every picture of the page once."""
        return []

    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """Save as Wagtail does, behind the live-write guard."""
        update_fields = kwargs.get("update_fields")
        is_new_alias = self._state.adding and bool(self.alias_of_id)
        if is_new_alias:
            self.uuid = uuid4()  # Wagtail 8.0 copies every field into a new alias
        live_write_guard.check_live_write(self, update_fields)
        is_converted = not self.alias_of_id and "alias_of_id" in (update_fields or ())
        if self.live and is_converted:
            kept_copies.adopt(type(self).objects.get(pk=self.pk))
        result = super().save(clean=clean, user=user, log_action=log_action, **kwargs)
        if self.live and (is_new_alias or is_converted):
            # Wagtail 8.0 sends no signal for either; aliases of a converted alias are shown from now on.
            documents.put_with_users(self.pk, now=clock.now())
        return result

    def serializable_data(self) -> dict[str, Any]:
        """Return the revision content without the identity, which belongs to the row."""
        data: dict[str, Any] = super().serializable_data()
        data.pop("uuid", None)
        return data

    def with_content_json(self, content: dict[str, Any]) -> "PublishedPage":
        """Return this page with other content, and the identity and publication of the row."""
        page: PublishedPage = super().with_content_json(content)
        page.uuid = UUID(str(self.uuid))
        # Wagtail 8.0 takes these from the content, where they are as old as the draft: a story that went live
        # since would be unpublished by scheduling its next version.
        page.live_revision_id = self.live_revision_id
        page.first_published_at = self.first_published_at
        page.last_published_at = self.last_published_at
        page.expired = self.expired
        return page

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,  # noqa: FBT001, FBT002  # Wagtail 8.0's signature
        log_action: bool | str = True,  # noqa: FBT001, FBT002
        previous_revision: Any = None,
        skip_permission_checks: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Publish `revision` with copy, document, change and sequence, all or nothing (as `Page.publish`).

        Where the revision was granted, the granted content is published, whatever the revision holds by now.
        """
        with metrics.PUBLICATIONS.time(), transaction.atomic():
            PublishAction(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
            ).execute(skip_permission_checks=skip_permission_checks)

    def update_aliases(self, **kwargs: Any) -> None:
        """Let aliases follow what is live; Wagtail 8.0 puts those of a story live that only waits."""
        if self.live:
            super().update_aliases(**kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Unpublish and withdraw the document, all or nothing (as `Page.unpublish`)."""
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def move(self, *args: Any, **kwargs: Any) -> None:
        """Move with the documents of all that moves, or the request to make them, all or nothing."""
        with transaction.atomic():
            super().move(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete and withdraw the documents of all that goes, all or nothing (as `Page.delete`)."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        """Return Wagtail's parts; where a newsroom has a front end of its own, pages are found there."""
        parts: tuple[int, str, str] | None = super().get_url_parts(*args, **kwargs)
        front = settings.GALLEY_FRONTEND_URL
        return (parts[0], front, parts[2]) if parts and front else parts

    def serve(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Render the published document, never the row; or lead to the newsroom's own front end."""
        if settings.GALLEY_FRONTEND_URL:
            return redirect(self.full_url)
        row = reading.by_id(self.pk)
        if row is None:
            raise Http404
        body, _etag, _sequence, plan, _keys = row
        return self._render(request, json.loads(joined.with_parts(bytes(body), plan, now=clock.now())))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002
        """Draw the draft in memory as the page would be drawn; or lead to the newsroom's own front end."""
        if self.locale_id is None:
            self.locale = self.get_parent().locale  # Wagtail 8.0 forgets it of a page that is new
        if settings.GALLEY_FRONTEND_URL:
            return redirect(grants.link_to(grants.of_form(self, request.user)))
        request.names_hidden_pages = bool(references.hidden_pages(self))  # type: ignore[attr-defined]
        return self._render(request, self.preview_document())

    def preview_document(self) -> dict[str, Any]:
        """Return the public document of the page in memory, as it would be published now; nothing is stored.

        What it shows of other pages is what the public sees of them.
        """
        projected = self._preview()
        parts = joined.preview_parts(projected.index, now=clock.now())
        body: dict[str, Any] = projected.body.model_dump(mode="json")
        return body | {name: json.loads(part) for name, part in parts.items()}

    def _preview(self) -> Projected:
        projection = projection_of(type(self))
        if projection is None:
            raise Http404
        try:
            return projection.project(self)
        except NotReady as missing:
            missing.prepare()
        return projection.project(self)

    def _render(self, request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
        return registry.draw(request, document)
