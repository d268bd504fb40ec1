"""What moderation refuses, each with what the person needs in order to go on."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.core.refusals import Refusal
from cms.moderation.comparison.wording import Shown, as_json

from .policy import Answer


class StaleSeal(Refusal):
    """The story is not what the decider saw; `changes` says, for people, what has changed since."""

    def __init__(self, page: Any, *, shown: str, current: str, changes: list[Shown], **act: Any) -> None:
        super().__init__(_("The story has changed since you opened it. Nothing was done."), status=409)
        self.page = page
        self.shown = shown
        self.current = current
        self.changes = changes
        self.act = act

    def members(self) -> dict[str, Any]:
        """Return the seal of the newest draft, and what has changed."""
        return {"current_seal": self.current, "changes": as_json(self.changes)}

    def record(self) -> None:
        """Log the refusal; call it after the refused transaction has been rolled back."""
        data = {
            "shown": self.shown,
            "current": self.current,
            "door": self.act["door"],
            "step": self.act["step"],
        }
        log(self.page, "galley.stale_seal", user=self.act["user"], data=data)


class Unacceptable(Refusal):
    """Values that can't be taken, or that a story lacks: messages by field."""

    def __init__(self, reason: str | Promise, messages: Mapping[str, Sequence[str | Promise]]) -> None:
        super().__init__(reason, status=422)
        self.messages = messages

    def members(self) -> dict[str, Any]:
        """Name each field as the newsroom's API names those of a body."""
        named = [(name, message) for name, found in self.messages.items() for message in found]
        return {
            "errors": [{"loc": [name], "msg": str(message), "type": "invalid"} for name, message in named]
        }


@contextmanager
def by_field() -> Iterator[None]:
    """Turn a ValidationError of a story into a refusal that names its fields."""
    try:
        yield
    except ValidationError as error:
        messages = error.message_dict if hasattr(error, "error_dict") else {"story": error.messages}
        raise Unacceptable(
            _("The story is incomplete, or contains something that isn't allowed."), messages
        ) from error


def require(answer: Answer, *, status: int | None = None) -> None:
    """Raise a Refusal for a no, with the answer's own status unless another is given."""
    if not answer.allowed:
        raise Refusal(answer.reason, status=status or answer.status)


def required_reason(text: str, *, longest: int) -> str:
    """Return the reason without spaces around it; refuse an empty one, and one longer than `longest`."""
    reason = text.replace("\x00", "").strip()
    if not reason:
        raise Refusal(_("Give a reason."), status=422)
    if len(reason) > longest:
        raise Refusal(_("The reason is longer than {count} characters.").format(count=longest), status=422)
    return reason
