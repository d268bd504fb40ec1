"""When a story goes live and when it ends: part of its content, so that setting it is an edit like any."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.moderation.rules.refusals import Unacceptable, require
from cms.publishing.transactions import in_one_transaction

from . import drafts
from .what_was_seen import check_seal

Times = Mapping[str, datetime | None]


def schedule(page: Any, *, user: Any, seal: str, times: Times, now: datetime, door: str = "code") -> None:
    """Set `go_live_at` or `expire_at` of the newest draft, which must have this seal; None takes one away.

    What was approved loses its approval, and a story in review starts again. Refusals: 403 and 409 as for any
    edit, StaleSeal, and Unacceptable for hours that are over, or in the wrong order.
    """

    def work() -> None:
        _revision, draft = drafts.newest(page.pk)
        require(drafts.may_edit(page, user))
        check_seal(draft, seal, user=user, door=door)
        changed = {name: at for name, at in times.items() if getattr(draft, name) != at}
        for name, at in changed.items():
            setattr(draft, name, at)
        if changed:
            _check(draft, changed, now)
            draft.save_revision(user=user, clean=False)
            said = {name: at and at.isoformat() for name, at in changed.items()}
            log(draft, "galley.schedule", user=user, data={**said, "seal": draft.seal, "door": door})

    in_one_transaction(work)


def _check(draft: Any, changed: Times, now: datetime) -> None:
    over = [name for name, at in changed.items() if at is not None and at <= now]
    if over:
        raise Unacceptable(
            _("This time is in the past."), {name: [_("This time is in the past.")] for name in over}
        )
    if draft.go_live_at and draft.expire_at and draft.go_live_at >= draft.expire_at:
        message = _("A story can't expire before it goes live.")
        raise Unacceptable(message, {name: [message] for name in changed})
