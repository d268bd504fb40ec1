"""Tokens: how long they are good, what ends them, and that nobody but their person learns of them."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import APIToken, ModelLogEntry

from cms.accounts.throttles import TOKEN_FROM
from cms.api.models import TokenGrant
from cms.api.newsroom import tokens
from cms.core import clock
from tests.newsroom import Newsroom
from tests.newsroom_api import Api


def works(api: Api) -> bool:
    return api.get("whoami/").status_code == 200


def commit(callbacks: Any) -> Any:
    return callbacks(execute=True)


def is_revoked(api: Api) -> bool:
    return APIToken.objects.get(pk=api.token.pk).revoked_at is not None


def test_every_token_gets_a_grant_whoever_makes_it(newsroom: Newsroom, settings: Any) -> None:
    token, _text = APIToken.create_token(user=newsroom.writer, name="By Wagtail")

    left = token.grant.expires_at - clock.now()

    assert token.grant.scopes.split() == list(tokens.ALL_SCOPES)
    assert timedelta(days=89) < left <= timedelta(days=settings.GALLEY_TOKEN_DAYS)


def test_a_token_ends(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    assert works(api)

    TokenGrant.objects.filter(token=api.token).update(expires_at=clock.now())

    assert not works(api)


def test_a_token_without_a_grant_opens_nothing(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)

    TokenGrant.objects.filter(token=api.token).delete()

    assert not works(api)


@pytest.mark.parametrize(
    "end",
    [
        lambda user: (user.set_password("another"), user.save()),
        lambda user: (setattr(user, "is_active", False), user.save()),
        lambda user: user.groups.clear(),
        lambda user: user.groups.set([]),
        lambda user: [group.user_set.remove(user) for group in Group.objects.all()],
    ],
    ids=["password", "deactivated", "groups cleared", "groups set", "taken out of the group"],
)
def test_a_token_ends_with_its_person_s_place(
    newsroom: Newsroom, end: Any, django_capture_on_commit_callbacks: Any
) -> None:
    api, other = Api(newsroom.writer), Api(newsroom.reviewer)

    with commit(django_capture_on_commit_callbacks):
        end(get_user_model().objects.get(pk=newsroom.writer.pk))

    assert is_revoked(api)
    assert not works(api)
    assert works(other)
    assert ModelLogEntry.objects.filter(action="wagtail.apitoken.revoke").exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_what_came_past_the_signals_ends_it_at_its_next_use(
    newsroom: Newsroom, change: dict[str, Any]
) -> None:
    api = Api(newsroom.writer)

    get_user_model().objects.filter(pk=newsroom.writer.pk).update(**change)

    assert not works(api)
    assert is_revoked(api)


def test_a_token_stays_with_whoever_changes_groups_or_logs_in(
    newsroom: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    api = Api(newsroom.writer)

    with commit(django_capture_on_commit_callbacks):
        newsroom.writer.groups.set(Group.objects.filter(name="Reviewers"))
        newsroom.writer.save(update_fields=["last_login"])
        newsroom.writer.first_name = "A."
        newsroom.writer.save()

    assert works(api)


@pytest.mark.parametrize(
    "text", ["", "wagtail_", "x" * 100_000, "wagtail_\u00e4", "Basic x", "wagtail_" + "0" * 33]
)
def test_what_is_no_token_is_counted_and_then_costs_one_query(
    newsroom: Newsroom, text: str, django_assert_num_queries: Any
) -> None:
    api = Api(newsroom.writer)
    good, api.text = Api(newsroom.reviewer), text

    answers = [api.get("whoami/") for _ in range(TOKEN_FROM.most)]
    with django_assert_num_queries(1):
        refused = api.get("whoami/")

    assert {answer.status_code for answer in answers} == {401}
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(refused["Retry-After"]) <= TOKEN_FROM.period.total_seconds()
    assert works(good)  # from the same address


def test_a_token_of_before_is_counted_like_a_wrong_one(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    tokens.revoke(api.token)

    answers = [api.get("whoami/").status_code for _ in range(TOKEN_FROM.most + 1)]

    assert answers == [401] * TOKEN_FROM.most + [429]


def test_without_a_token_nothing_is_counted(newsroom: Newsroom, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/api/v3/whoami/").status_code == 401


def test_a_token_is_in_no_log_and_no_answer(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    api = Api(newsroom.writer)

    answers = [api.get("whoami/"), api.get("pages/999/"), api.get("whoami/?x=1")]

    assert all(api.text not in answer.content.decode() for answer in answers)
    assert api.text not in caplog.text
    assert api.text not in str(list(ModelLogEntry.objects.values()))


def test_the_last_use_is_noted(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)

    api.get("whoami/")

    api.token.refresh_from_db()
    assert api.token.last_used_at is not None
