"""Hooks of previews: the screen of shared links, its button on the page, the names in the history."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.delivery.registry import projection_of

from . import grants, views


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    """Return the screen of a page's shared previews, and what takes one back."""
    return [
        path("previews/<int:page_id>/", views.previews, name="preview_links"),
        path("previews/<int:page_id>/<int:grant_id>/take-back/", views.take_back, name="preview_take_back"),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    """Offer shared previews to those who may see the draft."""
    if projection_of(page.specific_class) and grants.may_see(page, user):
        address = reverse("preview_links", args=[page.pk])
        yield Button("Share preview", address, icon_name="link", priority=12)


@hooks.register("register_log_actions")
def names_in_the_history(actions: Any) -> None:
    """Say what happened to previews."""
    actions.register_action("galley.share_preview", "Share preview", "Preview shared")
    actions.register_action("galley.view_preview", "View shared preview", "Shared preview viewed")
    actions.register_action("galley.revoke_preview", "Take shared preview back", "Shared preview taken back")
