"""What the operations of the workflow take."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StringConstraints, model_validator

from cms.api.parameters import Moment
from cms.moderation.forms import MAX_COMMENT_LENGTH
from cms.moderation.review.live_actions import Position

Id = Annotated[int, Field(ge=1, le=2**63 - 1, strict=True)]
Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{66}$")]
Comment = Annotated[str, StringConstraints(max_length=MAX_COMMENT_LENGTH)]
Why = Annotated[str, StringConstraints(min_length=1, max_length=MAX_COMMENT_LENGTH)]


def _with_time(value: Any) -> Any:
    """Refuse numbers and plain dates: an hour is meant."""
    if not isinstance(value, str) or len(value) <= len("2023-03-20"):
        raise ValueError("should be a date and time such as 2023-03-20T14:05:00Z")
    return value


Hour = Annotated[Moment, BeforeValidator(_with_time)]


class Body(Schema):
    """A body without anything that is not declared."""

    model_config = ConfigDict(extra="forbid")


class Approval(Body):
    """Approve what was seen."""

    seal: Seal = Field(description="The seal of the draft that was read.")
    step: Id | None = Field(
        default=None,
        description="The id of the step that was seen, so that a colleague's decision meanwhile does not "
        "make this one about the next step; with it, a second approval gives the first again.",
    )
    comment: Comment = ""


class ChangeRequest(Body):
    """Send a story back."""

    seal: Seal = Field(description="The seal of the draft that was read.")
    reason: Why = Field(description="What should change: the writer sees it in the editor.")
    step: Id | None = Field(default=None, description="The id of the step that was seen.")


class Reason(Body):
    """Why something is done: it is kept in the story's history."""

    reason: Why


class Emergency(Body):
    """Publish what was seen, alone."""

    seal: Seal
    reason: Why


class Move(Body):
    """Where a story goes, and why."""

    destination_id: Id = Field(description="The page under which it will stand.")
    position: Position = "last-child"
    reason: Why


class Schedule(Body):
    """When a story goes live and when it ends. What is not sent stays; null takes an hour away."""

    seal: Seal = Field(description="The seal of the draft that is scheduled.")
    go_live_at: Hour | None = None
    expire_at: Hour | None = None

    @model_validator(mode="after")
    def not_empty(self) -> "Schedule":
        """Refuse a schedule that says nothing."""
        if not self.times:
            raise ValueError("Send go_live_at, expire_at or both.")
        return self

    @property
    def times(self) -> dict[str, datetime | None]:
        """Return the hours that were sent."""
        names = self.model_fields_set & {"go_live_at", "expire_at"}
        return {name: getattr(self, name) for name in sorted(names)}
