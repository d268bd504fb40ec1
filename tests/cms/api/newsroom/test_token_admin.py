"""The admin's pages of tokens, and the command that makes one."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from cms.api.newsroom import tokens
from cms.api.newsroom.scopes import Scope
from cms.core import clock
from tests.newsroom import Newsroom

LIST, NEW = "/admin/api-tokens/", "/admin/api-tokens/new/"


@pytest.fixture
def chief(newsroom: Newsroom) -> Client:
    """Return the browser of a superuser."""
    client = Client()
    client.force_login(newsroom.person("chief", is_superuser=True))
    return client


def wanted(newsroom: Newsroom, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    form = {"name": "Planner", "user": newsroom.writer.pk, "scopes": ["drafts", "write"], "last_day": day}
    return form | changed


def test_a_token_is_made_with_scopes_and_an_end_and_shown_once(newsroom: Newsroom, chief: Client) -> None:
    answer = chief.post(NEW, wanted(newsroom))

    token = APIToken.objects.get()
    text = re.search(r"wagtail_\w+", answer.content.decode())
    assert text
    assert APIToken.hash_token(text.group()) == token.key_hash
    assert token.grant.scopes == "drafts write"
    assert timedelta(days=7) < token.grant.expires_at - clock.now() < timedelta(days=8, seconds=1)
    assert text.group() not in chief.get(LIST).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": []}, {"scopes": ["everything"]}, {"last_day": "2000-01-01"}, {"last_day": "2999-01-01"}],
)
def test_the_form_says_what_is_wrong(newsroom: Newsroom, chief: Client, wrong: dict[str, Any]) -> None:
    answer = chief.post(NEW, wanted(newsroom, **wrong))

    assert list(answer.context["form"].errors) == list(wrong)
    assert not APIToken.objects.exists()


def test_the_list_says_what_each_is_for_and_what_became_of_it(newsroom: Newsroom, chief: Client) -> None:
    soon, over = clock.now() + timedelta(days=5), clock.now() - timedelta(days=1)
    tokens.issue(newsroom.writer, name="Good", scopes=[Scope.DECIDE], expires_at=soon)
    tokens.issue(newsroom.writer, name="Over", expires_at=over)
    tokens.issue(newsroom.writer, name="Gone")[0].revoke()

    shown = chief.get(LIST).content.decode()

    assert "decide" in shown
    assert f"Expires {timezone.localdate(soon):%Y-%m-%d}" in shown
    assert f"Expired {timezone.localdate(over):%Y-%m-%d}" in shown
    assert f"Revoked {timezone.localdate():%Y-%m-%d}" in shown


@pytest.mark.parametrize("person", ["writer", "reviewer", "publisher"])
def test_the_groups_make_no_tokens(newsroom: Newsroom, person: str) -> None:
    client = Client()
    client.force_login(getattr(newsroom, person))

    client.post(NEW, wanted(newsroom))

    assert not APIToken.objects.exists()


def test_the_command_prints_the_token_alone(newsroom: Newsroom) -> None:
    out = StringIO()

    call_command("issue_token", "writer", "--scope", "drafts", "--days", "1", stdout=out)

    token = APIToken.objects.get(key_hash=APIToken.hash_token(out.getvalue().strip()))
    assert (token.user, token.grant.scopes) == (newsroom.writer, "drafts")
    assert token.grant.expires_at - clock.now() < timedelta(days=1)


def test_the_command_knows_whom(newsroom: Newsroom) -> None:
    with pytest.raises(CommandError, match="no active user “nobody”"):
        call_command("issue_token", "nobody")
