"""Audits every change of rights: in the log, and by mail to the superusers.

What was announced last is kept, and compared with what is: at the end of each request that may change
rights, where it is known who did it, and once a minute, which finds what a shell, a command or SQL changed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.core.mails import send_soon

from . import rights
from .models import KnownRights
from .rights import PEOPLE, Change, State

ACTION = "galley.rights"
OUTSIDE = gettext_lazy("someone outside the admin (a command, a shell or the database)")


def announce(*, actor: Any = None) -> None:
    """Log and mail what has changed since this was called last; the first call only notes what is."""
    now = rights.current()
    known = KnownRights.objects.filter(pk=1).first()
    if known is not None and known.state == now:
        return
    with transaction.atomic():
        row = KnownRights.objects.select_for_update().filter(pk=1).first()
        now = rights.current()
        if row is not None:
            _announce(rights.changes(row.state, now), actor)
        KnownRights.objects.update_or_create(pk=1, defaults={"state": now})


def refusal_of_changes(*, actor: Any) -> str:
    """Say why what `actor` has changed in this transaction may not be; empty where it may."""
    before = known_state()
    now = rights.current()
    return rights.refusal(rights.changes(before, now), before, now, actor=actor)


def known_state() -> State:
    """Return what was announced last."""
    state: State = KnownRights.objects.values_list("state", flat=True).get(pk=1)
    return state


def look(*, now: datetime) -> None:  # noqa: ARG001  # what is tidied takes the time
    """Announce what was changed outside the admin."""
    announce()


def _announce(found: Sequence[Change], actor: Any) -> None:
    for change in found:
        log(_instance(change), ACTION, user=actor, data={"said": list(change.said)})
    if not found:
        return
    users = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
    by = (actor.get_full_name() or actor.get_username()) if actor else OUTSIDE
    subject = _("Permissions changed: {names}").format(names=", ".join(change.name for change in found[:5]))
    for user in (users.exclude(pk=actor.pk) if actor else users).order_by("pk"):
        name = user.get_full_name() or user.get_username()
        send_soon(
            user.email,
            " ".join(subject.split()),
            render_to_string("mails/rights.txt", {"changes": found, "by": by, "name": name}),
        )


def _instance(change: Change) -> Any:
    """Return the subject of the log entry, also where it was deleted."""
    if change.kind == PEOPLE:
        model = get_user_model()
        return model.objects.filter(pk=change.pk).first() or model(pk=change.pk, username=change.name)
    return Group.objects.filter(pk=change.pk).first() or Group(pk=change.pk, name=change.name)
