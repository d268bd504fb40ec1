"""Rights: who changed whose, and how, is logged and mailed; nobody gives themselves more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import connection
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, ModelLogEntry

from cms.accounts import rights, rights_audit
from cms.accounts.models import KnownRights
from cms.core import clock
from tests.newsroom import Newsroom
from tests.queues import finish_queue


@pytest.fixture
def root(newsroom: Newsroom) -> Any:
    """Return a superuser, beside another one who hears of what happens; what is now is known."""
    newsroom.person("second", is_superuser=True)
    user = newsroom.person("root", is_superuser=True)
    rights_audit.announce()
    return user


def told() -> list[tuple[str, Any, list[str]]]:
    """Return what the log says: of whom, by whom, what."""
    entries = ModelLogEntry.objects.filter(action=rights_audit.ACTION).order_by("pk")
    return [(e.label, e.user and e.user.get_username(), e.data["said"]) for e in entries]


def mails() -> list[tuple[list[str], str]]:
    finish_queue()
    return [(message.to, str(message.body)) for message in mail.outbox]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def account(user: Any, *groups: str, **fields: str) -> dict[str, Any]:
    pks = list(Group.objects.filter(name__in=groups).values_list("pk", flat=True))
    names = {"username": user.username, "email": user.email, "first_name": "A.", "last_name": "Person"}
    return names | {"groups": pks, "is_active": "on"} | fields


def edit(client: Client, user: Any, *groups: str, **fields: str) -> Any:
    return client.post(f"/admin/users/edit/{user.pk}/", account(user, *groups, **fields))


def test_what_is_from_the_start_is_told_to_nobody(newsroom: Newsroom) -> None:
    rights_audit.look(now=clock.now())

    assert (told(), mails()) == ([], [])
    assert KnownRights.objects.count() == 1


def test_whoever_is_put_into_a_group_is_told_of(newsroom: Newsroom, root: Any) -> None:
    answer = edit(signed_in(root), newsroom.writer, "Writers", "Publishers")

    assert answer.status_code == 302
    assert told() == [("writer", "root", ["joined Publishers"])]
    ((to, text),) = mails()
    assert to == ["second@example.org"]
    assert "root changed permissions" in text
    assert "writer\n- joined Publishers" in text


def test_a_new_superuser_is_told_of(newsroom: Newsroom, root: Any) -> None:
    edit(signed_in(root), newsroom.writer, "Writers", is_superuser="on")

    assert told() == [("writer", "root", ["is now a superuser"])]


def test_the_same_again_is_told_once(newsroom: Newsroom, root: Any) -> None:
    for _ in range(2):
        edit(signed_in(root), newsroom.writer, "Publishers")
    rights_audit.look(now=clock.now())

    assert told() == [("writer", "root", ["joined Publishers", "left Writers"])]
    assert len(mails()) == 1


def bulk(newsroom: Newsroom, root: Any) -> None:
    role = Group.objects.get(name="Publishers").pk
    path = f"/admin/bulk/auth/user/assign_role/?id={newsroom.writer.pk}"
    signed_in(root).post(path, {"role": role, "next": "/admin/"})


def switch(user: Any, actor: Any, to: str) -> Any:
    path = f"/admin/bulk/auth/user/set_active_state/?id={user.pk}"
    return signed_in(actor).post(path, {"mark_as_active": to, "next": "/admin/"})


def switch_off(newsroom: Newsroom, root: Any) -> None:
    switch(newsroom.writer, root, "False")


def a_new_group(newsroom: Newsroom, root: Any) -> None:
    page = signed_in(root).get("/admin/groups/new/").content.decode()
    empty = dict.fromkeys(re.findall(r'name="([\w-]+-(?:TOTAL|INITIAL)_FORMS)"', page), "0")
    data = empty | {"name": "Guests", "permissions": [Permission.objects.get(codename="access_admin").pk]}
    data |= {"page_permissions-TOTAL_FORMS": "1", "page_permissions-0-page": newsroom.home.pk}
    data |= {"page_permissions-0-permissions": ["publish_page"]}
    assert signed_in(root).post("/admin/groups/new/", data).status_code == 302


IN_THE_ADMIN: dict[str, tuple[Callable[[Newsroom, Any], None], list[Any]]] = {
    "many at once": (bulk, [("writer", "root", ["joined Publishers"])]),
    "many off at once": (switch_off, [("writer", "root", ["can no longer sign in"])]),
    "a group": (
        a_new_group,
        [
            (
                "Guests",
                "root",
                ["was created", "can now: wagtailadmin.access_admin", "can now: publish under HOME"],
            )
        ],
    ),
}


@pytest.mark.parametrize("name", IN_THE_ADMIN)
def test_each_door_of_the_admin_tells(newsroom: Newsroom, root: Any, name: str) -> None:
    act, expected = IN_THE_ADMIN[name]

    act(newsroom, root)

    under = f"wagtailcore.publish_page under page {newsroom.home.pk}"
    said = [
        (w, by, [s.replace(under, "publish under HOME") for s in sentences]) for w, by, sentences in told()
    ]
    assert said == expected


def join(newsroom: Newsroom) -> None:
    newsroom.writer.groups.add(Group.objects.get(name="Publishers"))


def join_from_the_other_side(newsroom: Newsroom) -> None:
    Group.objects.get(name="Publishers").user_set.add(newsroom.writer)


def rise(newsroom: Newsroom) -> None:
    get_user_model().objects.filter(pk=newsroom.writer.pk).update(is_superuser=True)


def rise_by_sql(newsroom: Newsroom) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE auth_user SET is_superuser = %s WHERE id = %s", [True, newsroom.writer.pk])


def one_right(newsroom: Newsroom) -> None:
    newsroom.writer.user_permissions.add(Permission.objects.get(codename="break_glass"))


def right_of_a_group(newsroom: Newsroom) -> None:
    Group.objects.get(name="Writers").permissions.add(Permission.objects.get(codename="break_glass"))


def page_right(newsroom: Newsroom) -> None:
    publish = Permission.objects.get(codename="publish_page")
    row = GroupPagePermission(group=Group.objects.get(name="Writers"), page=newsroom.home, permission=publish)
    GroupPagePermission.objects.bulk_create([row])


def collection_right(newsroom: Newsroom) -> None:
    GroupCollectionPermission.objects.create(
        group=Group.objects.get(name="Writers"),
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="delete_image"),
    )


def leave(newsroom: Newsroom) -> None:
    get_user_model().objects.get(pk=newsroom.writer.pk).delete()


def no_group(newsroom: Newsroom) -> None:
    Group.objects.get(name="Reviewers").delete()


OUTSIDE: dict[Callable[[Newsroom], None], list[tuple[str, list[str]]]] = {
    join: [("writer", ["joined Publishers"])],
    join_from_the_other_side: [("writer", ["joined Publishers"])],
    rise: [("writer", ["is now a superuser"])],
    rise_by_sql: [("writer", ["is now a superuser"])],
    one_right: [("writer", ["can now: moderation.break_glass"])],
    right_of_a_group: [("Writers", ["can now: moderation.break_glass"])],
    page_right: [("Writers", ["can now: wagtailcore.publish_page under page HOME"])],
    collection_right: [("Writers", ["can now: wagtailimages.delete_image in collection 1"])],
    leave: [("writer", ["left Writers"])],
    no_group: [("reviewer", ["left Reviewers"]), ("Reviewers", ["was deleted"])],
}


@pytest.mark.parametrize("act", OUTSIDE, ids=lambda act: act.__name__)
def test_what_is_changed_past_the_admin_is_told_by_the_worker(
    newsroom: Newsroom, root: Any, act: Callable[[Newsroom], None]
) -> None:
    act(newsroom)

    rights_audit.look(now=clock.now())

    home = f"page {newsroom.home.pk}"
    said = [(whom, [s.replace(home, "page HOME") for s in what]) for whom, by, what in told() if by is None]
    assert said == OUTSIDE[act]
    assert {to for (to,), text in mails() if str(rights_audit.OUTSIDE) in text} >= {
        "root@example.org",
        "second@example.org",
    }


def test_what_others_did_before_is_not_put_down_to_whoever_comes_next(newsroom: Newsroom, root: Any) -> None:
    rise(newsroom)

    edit(signed_in(root), newsroom.reviewer, "Reviewers", "Publishers")

    assert told() == [
        ("writer", None, ["is now a superuser"]),
        ("reviewer", "root", ["joined Publishers"]),
    ]


@pytest.fixture
def dismissed(newsroom: Newsroom) -> Any:
    """Return a reviewer who may not sign in any more."""
    return newsroom.person("dismissed", "Reviewers", is_active=False)


@pytest.fixture
def holder(newsroom: Newsroom) -> Any:
    """Return somebody in no group who holds a right as a single person."""
    user = newsroom.person("holder")
    user.user_permissions.add(Permission.objects.get(codename="break_glass"))
    return user


@pytest.fixture
def keeper(newsroom: Newsroom, root: Any) -> Any:
    """Return a writer who may edit users and groups."""
    user = newsroom.person("keeper", "Writers")
    user.user_permissions.set(
        Permission.objects.filter(
            codename__in=[f"{a}_{m}" for a in ("add", "change", "delete") for m in ("user", "group")]
        )
    )
    rights_audit.announce()
    ModelLogEntry.objects.all().delete()
    finish_queue()
    mail.outbox.clear()
    return get_user_model().objects.get(pk=user.pk)


def state() -> Any:
    return rights.current(), list(get_user_model().objects.order_by("pk").values_list("password", "email"))


@dataclass(frozen=True)
class Cast:
    newsroom: Newsroom
    keeper: Any
    root: Any
    dismissed: Any
    holder: Any

    def edit(self, user: Any, *groups: str, **fields: str) -> Any:
        return edit(signed_in(self.keeper), user, *groups, **fields)

    def post(self, path: str) -> Any:
        return signed_in(self.keeper).post(path)


NEW = {"password1": "a-new-one-42", "password2": "a-new-one-42"}
ATTEMPTS: dict[str, Callable[[Cast], Any]] = {
    "own group": lambda c: c.edit(c.keeper, "Writers", "Publishers"),
    "own superuser": lambda c: c.edit(c.keeper, "Writers", is_superuser="on"),
    "another into a group": lambda c: c.edit(c.newsroom.writer, "Writers", "Publishers"),
    "another superuser": lambda c: c.edit(c.newsroom.writer, "Writers", is_superuser="on"),
    "a reviewer's password": lambda c: c.edit(c.newsroom.reviewer, "Reviewers", **NEW),
    "a superuser's mail": lambda c: c.edit(c.root, is_superuser="on", email="k@example.org"),
    "a superuser goes": lambda c: c.post(f"/admin/users/delete/{c.root.pk}/"),
    "many at once": lambda c: bulk(c.newsroom, c.keeper),
    "a publisher switched off": lambda c: switch(c.newsroom.publisher, c.keeper, "False"),
    "a dismissed one switched on": lambda c: switch(c.dismissed, c.keeper, "True"),
    "one with rights of their own switched off": lambda c: switch(c.holder, c.keeper, "False"),
    "the password of one with rights of their own": lambda c: c.edit(c.holder, **NEW),
    "a group": lambda c: c.post(f"/admin/groups/delete/{c.newsroom.reviewer.groups.get().pk}/"),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nobody_raises_themselves(
    newsroom: Newsroom, root: Any, dismissed: Any, holder: Any, keeper: Any, name: str
) -> None:
    cast = Cast(newsroom, keeper, root, dismissed, holder)
    before = state()

    answer = ATTEMPTS[name](cast)

    assert answer is None or answer.status_code in {302, 403}
    assert state() == before
    assert (told(), mails()) == ([], [])


def test_whoever_keeps_users_takes_people_into_their_own_groups(newsroom: Newsroom, keeper: Any) -> None:
    guest = newsroom.person("guest")

    answer = edit(signed_in(keeper), guest, "Writers")

    assert answer.status_code == 302
    assert told() == [("guest", "keeper", ["joined Writers"])]


def test_whoever_keeps_users_switches_those_of_their_own_groups(newsroom: Newsroom, keeper: Any) -> None:
    for to in ("False", "True"):
        assert switch(newsroom.writer, keeper, to).status_code == 302

    assert told() == [
        ("writer", "keeper", ["can no longer sign in"]),
        ("writer", "keeper", ["can sign in again"]),
    ]


def test_groups_of_the_newsroom_hold_no_right_over_people(newsroom: Newsroom) -> None:
    assert not Permission.objects.filter(group__isnull=False, content_type__app_label="auth").exists()
