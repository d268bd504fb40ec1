"""Hooks of background work: its screen, among the reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


class BackgroundWorkMenuItem(MenuItem):
    """The screen, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to publishers."""
        return views.may_look(request)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the screen's address."""
    return [path("reports/background-work/", views.background_work, name="background_work")]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Put the screen last among the reports."""
    return BackgroundWorkMenuItem(
        _("Background work"), reverse("background_work"), name="background-work", icon_name="cogs", order=1100
    )
