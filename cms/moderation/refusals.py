"""What moderation refuses, each with what the person needs in order to go on."""

from typing import Any

from wagtail.log_actions import log

from cms.publishing.refusals import Refusal

from .policy import Answer
from .reading import Shown


class StaleSeal(Refusal):
    """The story is not what the decider saw; `changes` says, for people, what has changed since."""

    def __init__(self, page: Any, *, shown: str, current: str, changes: list[Shown], **act: Any) -> None:
        super().__init__("The story has changed since you opened it. Nothing was decided.", status=409)
        self.page = page
        self.shown = shown
        self.current = current
        self.changes = changes
        self.act = act

    def record(self) -> None:
        """Log the refusal; call it after the refused transaction has been rolled back."""
        data = {
            "shown": self.shown,
            "current": self.current,
            "door": self.act["door"],
            "step": self.act["step"],
        }
        log(self.page, "galley.stale_seal", user=self.act["user"], data=data)


def require(answer: Answer, *, status: int = 403) -> None:
    """Raise a Refusal for a no."""
    if not answer.allowed:
        raise Refusal(answer.reason, status=status)


def required_reason(text: str, *, longest: int) -> str:
    """Give the reason without spaces around it; refuse an empty one, and one longer than `longest`."""
    reason = text.replace("\x00", "").strip()
    if not reason:
        raise Refusal("Give a reason.", status=422)
    if len(reason) > longest:
        raise Refusal(f"The reason is longer than {longest} characters.", status=422)
    return reason
