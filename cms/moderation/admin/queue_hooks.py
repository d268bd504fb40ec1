"""Hooks of the queue: its addresses, its menu item with a counter, its style. Loaded by `wagtail_hooks`."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.moderation import four_eyes
from cms.moderation.queue import queries

from . import editor_menu
from .dashboard import AwaitingReviewPanel, MyStoriesPanel
from .queue_views import QueueView


class QueueMenuItem(MenuItem):
    """The review queue, with how many stories the user can decide."""

    def __init__(self) -> None:
        super().__init__(
            _("Review queue"),
            reverse("moderation_queue"),
            name="review-queue",
            icon_name="clipboard-list",
            order=150,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to people of the steps, and to superusers."""
        return request.user.is_superuser or four_eyes.steps_of(request.user).exists()

    def render_component(self, request: HttpRequest) -> Any:
        """Write the number beside the name."""
        component = super().render_component(request)
        count = queries.decidable_by(request.user).order_by().count()
        if count:
            component.label = f"{self.label} ({count})"
        return component


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    """Put the queue into the main menu."""
    return QueueMenuItem()


@hooks.register("register_admin_urls")
def queue_urls() -> list[URLPattern]:
    """Return the queue of all steps, and one for each."""
    step = "review/queue/step/<int:task_id>/"
    only = QueueView.as_view(results_only=True)
    return [
        path("review/queue/", QueueView.as_view(), name="moderation_queue"),
        path("review/queue/results/", only, name="moderation_queue_results"),
        path(step, QueueView.as_view(), name="moderation_queue_step"),
        path(f"{step}results/", only, name="moderation_queue_step_results"),
    ]


@hooks.register("insert_global_admin_css")
def review_css() -> str:
    """Draw flags, waiting times and differences."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/review.css"))


@hooks.register("construct_homepage_panels")
def dashboard_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels in the place of Wagtail's, which decide without the seal."""
    stock = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in stock]
    panels += [MyStoriesPanel(), AwaitingReviewPanel()]


@hooks.register("construct_page_action_menu")
def arrange_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put Submit first and Withdraw last."""
    editor_menu.arrange(items, request, context)


@hooks.register("before_create_page")
def save_what_has_no_review(request: HttpRequest, _parent: Page, page_class: type[Page]) -> None:
    """Keep sections and topic pages out of reviews."""
    editor_menu.save_what_has_no_review(request, page_class)
