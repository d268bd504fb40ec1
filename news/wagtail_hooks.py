"""Hooks of the newsroom's admin."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.permissions import policy_registry

from .blocks.figures import editable_caption
from .desk import UntouchedDraftsPanel, discard_untouched_drafts
from .links import PublicPageLinkHandler
from .models import NewsImage, Topic
from .pasting import pasted_items
from .readings import number_reading


@hooks.register("register_rich_text_features", order=100)
def register_public_links(features: Any) -> None:
    """Let links in public HTML point to public pages only."""
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("insert_editor_js")
def editor_scripts() -> str:
    """Show how much room a limited field has left; propose headlines."""
    scripts = ("news/js/counters.js", "news/js/composed-headline.js")
    return format_html_join("", '<script src="{}" defer></script>', ((static(name),) for name in scripts))


@hooks.register("register_admin_urls")
def pasted_items_url() -> list[URLPattern]:
    """Add the address that returns the items of a pasted text."""
    return [path("news/pasted-items/", pasted_items, name="news_pasted_items")]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Fit the editor to long headlines and many topics."""
    return format_html('<link rel="stylesheet" href="{}">', static("news/css/admin.css"))


@hooks.register("construct_main_menu")
@hooks.register("construct_search")
def without_documents(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's document library: the admin needs the app, no format has room for a file."""
    items[:] = [item for item in items if item.name != "documents"]


@hooks.register("construct_homepage_summary_items", order=100)  # after the hook that adds it
def summary_without_documents(_request: HttpRequest, items: list[Any]) -> None:
    """Leave its count out of the dashboard."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]


@hooks.register("construct_help_menu")
def help_without_news(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out links that wait, with a badge, until everybody has visited Wagtail's site."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]


@hooks.register("register_admin_urls")
def image_words_url() -> list[URLPattern]:
    """Return figures the words of the image that was chosen."""
    return [path("news/image-words/<int:image_id>/", image_words, name="news_image_words")]


def image_words(request: HttpRequest, image_id: int) -> JsonResponse:
    """Return alt, caption and credit of an image that the editor may choose, as a figure takes them."""
    policy = policy_registry.get_by_type(NewsImage)
    allowed = policy.instances_user_has_any_permission_for(request.user, ["choose"])
    image = get_object_or_404(allowed, pk=image_id)
    caption = editable_caption(image.default_caption)
    return JsonResponse({"alt": image.default_alt_text, "caption": caption, "credit": image.credit})


@hooks.register("register_admin_urls")
def number_reading_url() -> list[URLPattern]:
    """Tell editors how a number reads while they type it."""
    return [path("news/number-reading/", number_reading, name="news_number_reading")]


@hooks.register("construct_homepage_panels")
def untouched_drafts_panel(_request: HttpRequest, panels: list[Any]) -> None:
    """Show writers their untouched drafts."""
    panels.append(UntouchedDraftsPanel())


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    """Let writers discard them."""
    return [path("news/untouched-drafts/", discard_untouched_drafts, name="news_discard_untouched_drafts")]


@hooks.register("register_queue_filters")
def queue_by_topic() -> tuple[str, str, Any]:
    """Let the review queue be filtered by topic, by the keys that `StoryPage.review_keys` gives."""
    return "topic", "Topic", lambda: [(f"topic:{t.pk}", t.name) for t in Topic.objects.order_by("name")]
