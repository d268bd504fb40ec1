"""Who contributed, what was decided on which seal, and the steps of a review."""

from .contributions import Contribution
from .emergencies import BreakGlass
from .reviews import Decision, Review, Snapshot
from .settings import ReviewSettings, ReviewTarget
from .tasks import ReviewTask, ReviewTaskState

__all__ = [
    "BreakGlass",
    "Contribution",
    "Decision",
    "Review",
    "ReviewSettings",
    "ReviewTarget",
    "ReviewTask",
    "ReviewTaskState",
    "Snapshot",
]
