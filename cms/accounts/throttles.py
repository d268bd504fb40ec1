"""How often a login or a code may be tried: counted in the database, so by all processes together.

A limit begins with its first try and ends by itself: no one has to unlock anything.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from cms.core.waits import is_running

from .models import Tally

LONGEST = 254  # characters of a name that count


@dataclass(frozen=True)
class Limit:
    """How many tries there are for one thing in one period."""

    name: str
    most: int
    period: timedelta


# By account and address first: who guesses a password locks out only themselves.
LOGIN = Limit("login", 5, timedelta(minutes=5))
LOGIN_FROM = Limit("login from", 50, timedelta(minutes=10))
# By account alone: who can't ask for one more link has those that were sent.
RESET = Limit("reset", 5, timedelta(hours=1))
# By account: who tries codes has the password, and may come from many addresses.
CODE = Limit("code", 5, timedelta(minutes=15))
# By account: who is asked has its session, and may have stolen it.
PASSWORD = Limit("password", 5, timedelta(minutes=5))
RESET_FROM = Limit("reset from", 20, timedelta(hours=1))
TOKEN_FROM = Limit("token from", 30, timedelta(minutes=5))
PREVIEW_FROM = Limit("preview from", 30, timedelta(minutes=5))


@dataclass(frozen=True)
class Try:
    """One try of something: `who` is an address, an account, or both."""

    limit: Limit
    who: str

    def rows(self) -> QuerySet[Tally]:
        """Return the tally, if there is one."""
        return Tally.objects.filter(key=self._key)

    def take(self, *, now: datetime) -> int:
        """Count this try and give 0; the seconds to wait, and nothing is counted, where none is left.

        Of any number at once no more than the limit get 0.
        """
        if wait_s := self._wait_s(now):
            return wait_s
        ends_at = now + self.limit.period
        Tally.objects.get_or_create(key=self._key, defaults={"count": 0, "ends_at": ends_at})
        self.rows().exclude(self._is_running(now)).update(count=0, ends_at=ends_at)
        left = self.rows().filter(self._is_running(now), count__lt=self.limit.most)
        return 0 if left.update(count=F("count") + 1) else self._wait_s(now) or 1

    def give_back(self) -> None:
        """Let this try not have been one."""
        self.rows().filter(count__gt=0).update(count=F("count") - 1)

    def forgive(self) -> None:
        """Begin again at zero."""
        self.rows().delete()

    @property
    def _key(self) -> str:
        text = f"{self.limit.name}\n{self.who}"
        return salted_hmac("cms.accounts.throttles", text, algorithm="sha256").hexdigest()

    def _wait_s(self, now: datetime) -> int:
        over = self.rows().filter(self._is_running(now), count__gte=self.limit.most)
        ends_at = over.values_list("ends_at", flat=True).first()
        return ceil((ends_at - now).total_seconds()) if ends_at else 0

    def _is_running(self, now: datetime) -> Q:
        return is_running("ends_at", now=now, longest=self.limit.period)


def take(*tries: Try, now: datetime) -> int:
    """Count all of the tries and give 0, or the seconds to wait, with none counted."""
    for number, wanted in enumerate(tries):
        if wait_s := wanted.take(now=now):
            for taken in tries[:number]:
                taken.give_back()
            return wait_s
    return 0


def in_minutes(wait_s: int) -> str:
    """Return a time to wait in words, never shorter than it is: "1 minute", "15 minutes"."""
    minutes = ceil(wait_s / 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def account(name: str) -> str:
    """Return a name as all its spellings have it."""
    return unicodedata.normalize("NFKC", name[:LONGEST]).casefold().strip()


def forget(*, now: datetime) -> None:
    """Delete tallies whose period has ended."""
    Tally.objects.filter(ends_at__lte=now).delete()
