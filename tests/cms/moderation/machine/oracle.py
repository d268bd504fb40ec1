"""What must be true of a story, kept by the test alone: who saved what, who approved what, what is live.

It learns from acts that were accepted and from what they showed; it reads no table of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

STEPS = {"Desk review": "Reviewers", "Publish sign-off": "Publishers"}


@dataclass(frozen=True)
class Content:
    """What a draft says: `number` stands in each of its texts, `picture` is an id and the file's edition."""

    number: int
    goes_live_at: datetime | None = None
    picture: tuple[int, int] | None = None

    def with_pictures(self, editions: Mapping[int, int]) -> "Content":
        """Return it as it reads now: files may have been replaced, and pictures deleted, since its save."""
        if self.picture is None:
            return self
        image_id = self.picture[0]
        edition = editions.get(image_id)
        return replace(self, picture=None if edition is None else (image_id, edition))


@dataclass(frozen=True)
class Approval:
    """Somebody approved what was shown to them, as a member of the step or not."""

    person: str
    content: Content
    was_of_step: bool


@dataclass(frozen=True)
class Clearance:
    """All that stood behind a content at the moment of its last approval."""

    content: Content
    approvals: Mapping[str, Approval]
    contributors: frozenset[str]
    decided: frozenset[tuple[str, str]]
    is_answered_for: bool

    def fault(self) -> str:
        """Say what is wrong with it; empty where four eyes were kept at each step."""
        if not self.is_answered_for:
            return "nobody answers for it"
        for step, approval in self.approvals.items():
            if approval.content != self.content:
                return f"{step} approved {approval.content}"
            if approval.person in self.contributors:
                return f"{step} was approved by a contributor"
            if not approval.was_of_step:
                return f"{step} was approved by somebody of another group"
            if {other for other, person in self.decided if person == approval.person} - {step}:
                return f"{step} was approved by the same person as another step"
        return ""


@dataclass
class Alone:
    """Somebody published a content alone; somebody else may have signed it since."""

    content: Content
    seal: str
    person: str
    contributors: frozenset[str]
    signed_by: str = ""


@dataclass
class Story:
    """What the test knows of one story."""

    pk: int
    kind: str
    saved: Content
    answered: Content
    revisions: list[tuple[int, Content]] = field(default_factory=list)
    seals: dict[str, Content] = field(default_factory=dict)
    contributors: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    approvals: dict[str, Approval] = field(default_factory=dict)
    decided: set[tuple[str, str]] = field(default_factory=set)
    clearances: list[Clearance] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    in_review: bool = False
    granted: Content | None = None
    live: Content | None = None

    def everybody(self) -> frozenset[str]:
        """Return everybody who contributed since what is live was approved."""
        return frozenset(self.contributors | self.covered)

    def step(self) -> str:
        """Return the first step that has not approved since the last change."""
        return next(step for step in STEPS if step not in self.approvals)

    def was_saved(self, person: str, content: Content) -> None:
        """Note a save; a change of content makes a contributor and ends what was approved before."""
        self.saved = content
        if content != self.answered:
            self.answered = content
            self.contributors.add(person)
            self.approvals.clear()

    def was_submitted(self, person: str, draft: Content) -> None:
        """Note who asked for the review, and with it answers for what the draft says by now."""
        self.was_saved(person, draft)
        self.contributors.add(person)
        self.in_review = True

    def was_withdrawn(self) -> None:
        """Note that the review is over."""
        self.in_review = False
        self.approvals.clear()
        self.decided.clear()

    def was_sent_back(self, person: str) -> None:
        """Note a request for changes."""
        self.decided.add((self.step(), person))
        self.in_review = False

    def was_approved(self, step: str, approval: Approval, *, draft: Content, now: datetime) -> None:
        """Note an approval; the last one lets the draft go live, at once or at its hour."""
        self.decided.add((step, approval.person))
        self.approvals[step] = approval
        if self.approvals.keys() == STEPS.keys():
            self.clearances.append(
                Clearance(
                    draft,
                    dict(self.approvals),
                    contributors=self.everybody(),
                    decided=frozenset(self.decided),
                    is_answered_for=draft == self.answered,
                )
            )
            self.was_withdrawn()
            self.was_granted(draft, now=now)

    def was_published_alone(self, alone: Alone, *, now: datetime) -> None:
        """Note a publication without review."""
        self.alone.append(alone)
        self.was_granted(alone.content, now=now)

    def was_granted(self, content: Content, *, now: datetime) -> None:
        """Note that a content goes live at its hour, or now."""
        self.covered, self.contributors = self.covered | self.contributors, set()
        self.granted = content
        self.pass_time(now)

    def pass_time(self, now: datetime) -> None:
        """Let what is due go live."""
        if self.granted and (self.granted.goes_live_at is None or self.granted.goes_live_at <= now):
            self.live, self.granted = self.granted, None
            self.covered = set()

    def was_unpublished(self) -> None:
        """Note that readers see nothing, and that nothing waits for its hour."""
        self.live = self.granted = None

    def lost_picture(self, image_id: int, editions: Mapping[int, int]) -> None:
        """Note that a publisher deleted a picture: what is live goes on without, a schedule is taken back."""
        if self.granted and self.granted.picture and self.granted.picture[0] == image_id:
            self.granted = None
        if self.live:
            self.live = self.live.with_pictures(editions)

    def fault(self, shown: Content | None, editions: Mapping[int, int]) -> str:
        """Say why readers must not see `shown`; empty where they may."""
        if shown != self.live:
            return f"readers see {shown}, and {self.live} was approved"
        if shown is None or any(a.content.with_pictures(editions) == shown for a in self.alone):
            return ""
        behind = [c for c in self.clearances if c.content.with_pictures(editions) == shown]
        faults = [clearance.fault() for clearance in behind] or ["nobody approved it"]
        return "" if "" in faults else faults[-1]
