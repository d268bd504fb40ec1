"""Hooks of events: the screens of endpoints, and a menu item that counts what was given up."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views
from .models import Delivery


class WebhooksMenuItem(MenuItem):
    """The endpoints, with how many deliveries were given up."""

    def __init__(self) -> None:
        super().__init__("Webhooks", reverse("webhooks:index"), name="webhooks", icon_name="globe", order=850)

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who keep endpoints."""
        return bool(request.user.has_perm(views.MAY_CHANGE))

    def render_component(self, request: HttpRequest) -> Any:
        """Write the number beside the name."""
        component = super().render_component(request)
        count = Delivery.objects.filter(parked_at__isnull=False).count()
        if count:
            component.label = f"{self.label} ({count})"
        return component


@hooks.register("register_admin_viewset")
def endpoints() -> views.EndpointViewSet:
    """Return list, form and deletion of endpoints."""
    return views.EndpointViewSet()


@hooks.register("register_admin_urls")
def delivery_urls() -> list[URLPattern]:
    """Return the screen of an endpoint's deliveries."""
    return [path("webhooks/<int:endpoint_id>/", views.deliveries, name="webhooks_deliveries")]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Show the endpoints."""
    return WebhooksMenuItem()


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """Let groups be given the endpoints."""
    return Permission.objects.filter(content_type__app_label="webhooks", content_type__model="endpoint")
