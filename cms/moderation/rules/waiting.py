"""How long a story has waited, against the newsroom's target. Pure: the moment is passed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Level = Literal["on-time", "soon", "overdue"]
SOON = 0.75
WORDS: dict[Level, Promise] = {"on-time": _("on time"), "soon": _("due soon"), "overdue": _("overdue")}


@dataclass(frozen=True)
class Waiting:
    """The time since a step began and the target of its format."""

    waited: timedelta
    target: timedelta

    @property
    def level(self) -> Level:
        """Return how urgent it is: overdue past the target, due soon from three quarters of it."""
        if self.waited > self.target:
            return "overdue"
        return "soon" if self.waited >= self.target * SOON else "on-time"

    @property
    def words(self) -> str:
        """Return it for people, so that colour is never the only sign."""
        return f"{duration(self.waited)}, {WORDS[self.level]}"


def duration(span: timedelta) -> str:
    """Return a span in at most two units: `3 min`, `2 h 5 min`, `4 d 2 h`; less than a minute is `0 min`."""
    minutes = max(int(span.total_seconds() // 60), 0)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    first = next((n for n, (count, _unit) in enumerate(parts) if count), len(parts) - 1)
    said = [f"{count} {unit}" for count, unit in parts[first : first + 2] if count]
    return " ".join(said) or "0 min"


def is_held(claimed_at: datetime | None, *, lasts: timedelta, now: datetime) -> bool:
    """Whether a claim has not run out."""
    return claimed_at is not None and now < claimed_at + lasts
