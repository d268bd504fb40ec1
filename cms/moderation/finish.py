"""What the last approval does. Wagtail imports this while its models load: import lazily here."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that the last step approved; runs inside the decision's transaction.

    Nobody holds the publish permission on a story, so the check is skipped here and only here.
    """
    revision = workflow_state.current_task_state.revision
    revision.publish(user=user, skip_permission_checks=True)
