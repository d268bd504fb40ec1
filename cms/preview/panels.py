"""The editor's list of links that are open."""

from typing import Any

from wagtail.admin.panels import Panel

from . import grants


class SharedPreviewsPanel(Panel):
    """Lists a page's shared previews that still show something; leads to the screen that makes more."""

    class BoundPanel(Panel.BoundPanel):
        """The list of one page."""

        template_name = "preview/panel.html"

        def is_shown(self) -> bool:
            """Show it once there is a page."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the open grants."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = grants.shared(self.instance).filter(revoked_at=None)[:20]
            return context | {"page": self.instance, "grants": [g for g in found if grants.is_open(g)]}
