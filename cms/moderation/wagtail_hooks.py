"""Hooks of review: the doors that need a reason, the actions of the API, the names in the log."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from . import forms
from .admin import (  # noqa: F401  # queue_hooks and reasons register their own hooks
    actions,
    banners,
    batch_views,
    emergency_views,
    queue_hooks,
    review_views,
)
from .admin.history import register as register_log
from .review import reasons  # registers its own hooks

BULK_ACTS = frozenset({"unpublish", "move", "delete"})

# After Wagtail's own actions, so that ours stand in the registry.
hooks.register("register_actions", fn=actions.register, order=100)
hooks.register("register_log_actions", fn=register_log)


@hooks.register("before_edit_page")
def review_banner(request: HttpRequest, page: Page) -> None:
    """Say over the editor what the review asks for."""
    banners.show(request, page)


@hooks.register("before_unpublish_page")
def reason_to_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask why."""
    return reasons.ask(request, page, "unpublish")


@hooks.register("before_delete_page")
def reason_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask why."""
    return reasons.ask(request, page, "delete")


@hooks.register("before_move_page")
def reason_to_move(request: HttpRequest, page: Page, _destination: Page) -> HttpResponse | None:
    """Ask why."""
    return reasons.ask(request, page, "move")


@hooks.register("before_bulk_action")
def no_reason_in_bulk(_request: HttpRequest, action_type: str, objects: list[Any], _action: Any) -> None:
    """Refuse acts on many live stories at once."""
    if action_type in BULK_ACTS:
        reasons.refuse_in_bulk([o for o in objects if isinstance(o, Page)])


@hooks.register("register_permissions")
def break_glass_permission() -> QuerySet[Permission]:
    """Let groups be given the right to publish alone in an emergency."""
    return Permission.objects.filter(content_type__app_label="moderation", codename="break_glass")


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    """Return the screens on which stories are decided."""
    return [
        path("review/<int:page_id>/", review_views.review, name="moderation_review"),
        path("review/<int:page_id>/changes/", banners.changes, name="moderation_changes"),
        path("review/together/", batch_views.approve_together, name="moderation_together"),
        path("review/<int:page_id>/claim/", review_views.claim, name="moderation_claim"),
        path("review/<int:page_id>/preview/", review_views.preview, name="moderation_preview"),
    ]


@hooks.register("register_admin_urls")
def emergency_urls() -> list[URLPattern]:
    """Return the screens of what happens outside the review."""
    return [
        path("review/<int:page_id>/alone/", emergency_views.break_glass, name="moderation_break_glass"),
        path("review/to-countersign/", emergency_views.to_countersign, name="moderation_to_countersign"),
        path(
            "review/pictures/<int:image_id>/",
            emergency_views.delete_picture,
            name="moderation_delete_picture",
        ),
    ]


@hooks.register("register_admin_menu_item")
def countersign_menu_item() -> MenuItem:
    """Show publishers what waits for a second signature."""
    return emergency_views.CountersignMenuItem()


@hooks.register("register_page_action_menu_item")
def break_glass_menu_item() -> ActionMenuItem:
    """Offer to publish without review to those with the permission."""
    return emergency_views.BreakGlassMenuItem(order=200)


@hooks.register("construct_admin_api")
def no_acts_through_the_admin_api(router: Any) -> None:
    """Close its acts on pages, which the admin does not use: they ask for neither locks nor reasons."""
    pages = router._endpoints["pages"]  # noqa: SLF001  # Wagtail 8.0 offers no other way to take one over
    router.register_endpoint("pages", type("PagesWithoutActs", (pages,), {"actions": {}}))


@hooks.register("before_edit_page")
def whole_decisions_only(request: HttpRequest, _page: Page) -> None:
    """Refuse what is no decision; Wagtail 8.0 reads it without a check."""
    forms.check_decision_data(request.POST.get("workflow-action-extra-data", ""))
