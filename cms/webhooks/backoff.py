"""How long to wait after a failure; pure."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from cms.core.waits import backoff

FIRST = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)  # of an endpoint
LONGEST_WAIT = timedelta(hours=6)  # of one event beside the stream
GIVE_UP = timedelta(days=3)
LONGEST_ASKED = timedelta(days=1)


def pause(failures: int, *, chance: float) -> timedelta:
    """Return how long an endpoint rests after so many failures in a row; `chance` (0 to 1) spreads it."""
    return _spread(backoff(failures, first=FIRST, longest=LONGEST_PAUSE), chance)


def wait(attempts: int, *, chance: float) -> timedelta:
    """Return how long an event waits after so many attempts."""
    return _spread(backoff(attempts, first=FIRST, longest=LONGEST_WAIT, factor=4), chance)


def asked_for(retry_after: str, *, now: datetime) -> timedelta:
    """Return what `Retry-After` asks for (RFC 9110 §10.2.3: seconds or a date), a day at most; else 0."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(text)
        left = until - now
    except (TypeError, ValueError):
        return timedelta(0)
    return min(max(left, timedelta(0)), LONGEST_ASKED)


def _spread(length: timedelta, chance: float) -> timedelta:
    return length * (0.5 + chance / 2)
