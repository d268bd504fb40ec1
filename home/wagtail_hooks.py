"""Hooks of the reader: what the editor's checks look for in its preview."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from .reader.checks import MESSAGES


class DraftChecks(ContentCheckerItem):
    """Wagtail's checks, pictures without any alt text, and ours.

    Ours are decided on the server: the preview marks them, and axe-core, which takes no functions here, finds
    the marks. They are no pictures, so that its check `has-alt` fails for each.
    """

    axe_exclude = [".number"]  # large, and no heading: `p-as-heading` takes it for one
    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", *MESSAGES]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        *(
            {"id": name, "impact": "serious", "selector": f"[data-check={name}]", "any": ["has-alt"]}
            for name in MESSAGES
        ),
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Picture without alt text"),
            "help_text": _("Describe it, or tick “Decorative”"),
        },
        **{name: {"error_name": said, "help_text": todo} for name, (said, todo) in MESSAGES.items()},
    }


@hooks.register("construct_wagtail_userbar")
def our_checks(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    """Put ours in the place of Wagtail's."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = DraftChecks(in_editor=item.in_editor)
