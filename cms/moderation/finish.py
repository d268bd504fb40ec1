"""What the last approval does. Wagtail imports this while its models load: import lazily here."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what every step has approved; runs inside the decision's transaction."""
    from .review import publication

    publication.publish_approved(workflow_state, user=user)
