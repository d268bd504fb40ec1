"""What everyone may do, what has changed in it, and who may change it. Nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
PEOPLE, GROUPS = "people", "groups"
NOBODY: Mapping[str, Any] = {"superuser": False, "active": True, "groups": [], "rights": []}


@dataclass(frozen=True)
class Change:
    """What has changed for one person or group: `pk` and `name`, and sentences for people."""

    kind: str
    pk: int
    name: str
    said: tuple[str, ...]


def current() -> dict[str, dict[str, dict[str, Any]]]:
    """Return what everyone may do now, as JSON; people without any right are left out."""
    people: dict[str, dict[str, Any]] = {}
    for user in get_user_model().objects.prefetch_related("groups", "user_permissions__content_type"):
        row = {
            "name": user.get_username(),
            "superuser": user.is_superuser,
            "active": user.is_active,
            "groups": sorted(group.name for group in user.groups.all()),
            "rights": sorted(map(_label, user.user_permissions.all())),
        }
        if row["superuser"] or row["groups"] or row["rights"]:
            people[str(user.pk)] = row
    groups = {str(g.pk): {"name": g.name, "rights": sorted(_rights(g))} for g in _groups()}
    return {PEOPLE: people, GROUPS: groups}


def changes(before: State, after: State) -> list[Change]:
    """Return what differs, by person and by group."""
    return [
        Change(kind, int(pk), (new or old or NOBODY)["name"], said)
        for kind in (PEOPLE, GROUPS)
        for pk in sorted({*before[kind], *after[kind]}, key=int)
        if (said := tuple(_said(kind, old := before[kind].get(pk), new := after[kind].get(pk))))
    ]


def refusal(found: Iterable[Change], before: State, after: State, *, actor: Any) -> str:
    """Say why `actor` may not make these changes; empty where they may.

    Who may edit users gives no one more than they have themselves: no right of a group, no superuser, no
    group that they are not in, and nothing to themselves; nor do they (de)activate people who may more.
    """
    if actor.is_superuser:
        return ""
    own = set(before[PEOPLE].get(str(actor.pk), NOBODY)["groups"])
    for change in found:
        old, new = (state[change.kind].get(str(change.pk), NOBODY) for state in (before, after))
        if change.kind == GROUPS:
            return _("Only a superuser can change the permissions of a group.")
        if change.pk == actor.pk:
            return _("You can’t change your own permissions. Ask a superuser.")
        if old["superuser"] or new["superuser"] or old["rights"] != new["rights"]:
            return _("Only a superuser can change superusers or the permissions of a single person.")
        if not set(old["groups"]) ^ set(new["groups"]) <= own:
            return _("You can only add people to groups that you are in, and only remove them from these.")
        if old["active"] != new["active"] and (old["rights"] or not set(old["groups"]) <= own):
            return _("You can only activate or deactivate people with no more permissions than yours.")
    return ""


def may_edit(actor: Any, user: Any) -> bool:
    """Whether `actor` may edit an account, and with it its password: none that may more.

    Rights of single people are not compared: who holds one may more.
    """
    own = set(actor.groups.values_list("pk", flat=True))
    theirs = set(user.groups.values_list("pk", flat=True))
    may_more = user.is_superuser or theirs - own or user.user_permissions.exists()
    return bool(actor.is_superuser or actor == user or not may_more)


def _said(kind: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[str]:
    if kind == GROUPS and (old is None or new is None):
        yield _("was deleted") if new is None else _("was created")
    was, now = old or NOBODY, new or NOBODY
    if kind == PEOPLE:
        yield from _said_of_person(was, now)
    yield from (
        _("can now: {right}").format(right=right) for right in sorted(set(now["rights"]) - set(was["rights"]))
    )
    if new is not None or kind == PEOPLE:
        yield from (
            _("can no longer: {right}").format(right=right)
            for right in sorted(set(was["rights"]) - set(now["rights"]))
        )


def _said_of_person(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if was["superuser"] != now["superuser"]:
        yield _("is now a superuser") if now["superuser"] else _("is no longer a superuser")
    if was["active"] != now["active"]:
        yield _("can sign in again") if now["active"] else _("can no longer sign in")
    yield from (
        _("joined {group}").format(group=name) for name in sorted(set(now["groups"]) - set(was["groups"]))
    )
    yield from (
        _("left {group}").format(group=name) for name in sorted(set(was["groups"]) - set(now["groups"]))
    )


def _groups() -> Iterable[Group]:
    return Group.objects.prefetch_related("permissions__content_type")


def _rights(group: Group) -> Iterator[str]:
    yield from map(_label, group.permissions.all())
    pages: Any = GroupPagePermission.objects.filter(group=group)
    for row in pages.select_related("permission__content_type", "page"):
        yield f"{_label(row.permission)} under page {row.page_id}"
    collections: Any = GroupCollectionPermission.objects.filter(group=group)
    for row in collections.select_related("permission__content_type"):
        yield f"{_label(row.permission)} in collection {row.collection_id}"


def _label(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
