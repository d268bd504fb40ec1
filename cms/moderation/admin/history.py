"""What moderation writes into Wagtail's log, in words for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class DecisionFormatter(LogFormatter):
    """An entry about a decision or an act: its label, the step and what was said."""

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for the history."""
        data = log_entry.data or {}
        parts = [
            str(self.label),
            data.get("step") or data.get("act"),
            data.get("comment") or data.get("reason"),
        ]
        return ": ".join(str(part) for part in parts if part)


NAMES = {
    "galley.approve": _("Approved"),
    "galley.request_changes": _("Changes requested"),
    "galley.stale_seal": _("Decision refused: the story had changed"),
    "galley.break_glass": _("Published without review, in an emergency"),
    "galley.countersign": _("Countersigned"),
    "galley.reason": _("Reason given"),
    "galley.schedule": _("Schedule changed"),
}


def register(actions: Any) -> None:
    """Register every action that moderation logs."""
    for name, label in NAMES.items():
        formatter = type("Formatter", (DecisionFormatter,), {"label": label, "message": label})
        actions.register_action(name)(formatter)
