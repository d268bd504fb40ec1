"""What the workflow says of stories, their review and their history."""

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from cms.moderation.comparison.wording import Mark
from cms.moderation.rules.waiting import Level

State = Literal["draft", "in_review", "changes_requested", "scheduled", "live", "live_with_draft"]
Since = Literal["live", "last-decision", "revision"]


class Person(Schema):
    """A user of the newsroom."""

    id: int
    name: str


class Step(Schema):
    """A step of a review: `id` is what a decision names."""

    id: int
    name: str


class Claim(Schema):
    """Who has a story in hand."""

    by: Person
    at: datetime


class Granted(Schema):
    """An approved version that waits for its hour."""

    seal: str
    go_live_at: datetime


class Permit(Schema):
    """Whether something is open to the token's person; `reason` says why not."""

    allowed: bool
    reason: str


class Permits(Schema):
    """Everything that can be done to a story."""

    submit: Permit
    withdraw: Permit
    claim: Permit
    release: Permit
    approve: Permit
    request_changes: Permit
    schedule: Permit
    unschedule: Permit
    unpublish: Permit
    move: Permit
    delete: Permit
    break_glass: Permit


class Story(Schema):
    """Where a story stands, and what the token's person may do about it."""

    id: int
    uuid: str
    type: str
    title: str = Field(description="The newest draft's headline.")
    state: State = Field(
        description="Of the newest draft; `live_seal` says whether readers have some version."
    )
    seal: str = Field(description="The newest draft's: what decisions and edits name.")
    live_seal: str | None
    round: int | None = Field(description="How often the running review was asked for.")
    step: Step | None = Field(description="The step at which it waits for a decision.")
    submitted_by: Person | None
    submitted_at: datetime | None
    contributors: list[Person] = Field(
        description="Who worked on it since its last publication: they don't decide."
    )
    claim: Claim | None
    go_live_at: datetime | None = Field(description="The newest draft's.")
    expire_at: datetime | None = Field(description="The newest draft's.")
    granted: Granted | None
    actions: Permits


class Segment(Schema):
    """A piece of text that stayed, went or came."""

    mark: Mark
    text: str


class ChangedPart(Schema):
    """One text of a change, old and new in one."""

    name: str
    segments: list[Segment]


class Change(Schema):
    """One change of a story, in words for people."""

    heading: str
    kind: str
    parts: list[ChangedPart]


class Conflict(Schema):
    """A problem (RFC 9457): the story or its review is not as it was.

    Where the newest draft is not the one that was seen, it has the members `current_seal` and `changes`.
    """

    type: str
    title: str
    status: int
    detail: str
    current_seal: str = Field(default="", description="The newest draft's.")
    changes: list[Change] = Field(default=[], description="What has changed since the draft that was seen.")


class Diff(Schema):
    """What the newest draft changes."""

    since: Since
    seal: str = Field(description="The newest draft's.")
    changes: list[Change]


class Entry(Schema):
    """Something that happened to a story; what its kind does not have is null."""

    at: datetime
    kind: str
    act: str | None = Field(description="Of a reason: what it was given for.")
    by: Person | None
    step: str | None
    seal: str | None
    round: int | None
    text: str | None = Field(description="A comment or a reason.")
    door: str | None = Field(description="`api`, `admin`, `batch` or `code`, where it is known.")
    is_valid: bool | None = Field(description="Whether an approval still counts.")


class History(Schema):
    """A span of a story's history, the oldest first."""

    count: int
    items: list[Entry]


class Waiting(Schema):
    """A story that waits for a decision, and since when, against its format's target."""

    id: int
    type: str
    format: str
    title: str
    step: Step
    author: str
    waiting_since: datetime
    target_minutes: int
    level: Level
    words: int
    round: int
    changes: str = Field(description="Since your last decision, or since what is live.")
    claimed: str = Field(description="By whom, and for how long; empty where nobody has it in hand.")
    may_decide: bool
    flags: list[str]


class Queue(Schema):
    """A span of the queue, the breaking and the longest waiting first."""

    count: int
    items: list[Waiting]


class EmergencyEntry(Schema):
    """What a user published alone."""

    id: int
    story_id: int | None
    title: str
    seal: str
    by: Person | None
    reason: str
    at: datetime
    countersigned_by: Person | None
    countersign: Permit


class Emergencies(Schema):
    """What waits for a second signature, the oldest first."""

    count: int
    items: list[EmergencyEntry]
