"""The doors with a password: guessing ends soon, and nobody but the guesser is locked out."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from cms.accounts.throttles import LOGIN, LOGIN_FROM, RESET, RESET_FROM
from cms.core import clock
from tests.newsroom import Newsroom
from tests.queues import finish_queue

SIGN_IN, ASK = "/admin/login/", "/admin/password_reset/"
WRONG = "wrong"
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def now() -> Iterator[Any]:
    """Let the time stand."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def sign_in(name: str = "writer", secret: str = WRONG, address: str = HERE, **headers: str) -> Any:
    data = {"username": name, "password": secret, "next": "/admin/"}
    return Client(REMOTE_ADDR=address).post(SIGN_IN, data, **headers)


def ask(email: str, address: str = HERE) -> Any:
    return Client(REMOTE_ADDR=address).post(ASK, {"email": email})


def statuses(*answers: Any) -> list[int]:
    return [answer.status_code for answer in answers]


def test_guessing_ends_after_some_tries_and_says_when_to_come_again(newsroom: Newsroom, now: Any) -> None:
    guesses = [sign_in() for _ in range(LOGIN.most + 1)]
    refused = guesses.pop()

    assert statuses(*guesses) == [200] * LOGIN.most
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (429, "300", "no-store")
    assert "Wait 5 minutes" in refused.content.decode()
    assert sign_in(secret="secret").status_code == 429  # the right one, too: it may be a guess
    now.shift(LOGIN.period)
    assert sign_in(secret="secret").status_code == 302


def test_a_program_gets_a_problem(newsroom: Newsroom) -> None:
    for _ in range(LOGIN.most):
        sign_in()

    refused = sign_in(HTTP_ACCEPT="application/json")

    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["status"] == 429
    assert refused["Retry-After"] == "300"


def test_whoever_is_guessed_comes_in_elsewhere_and_stays_in(newsroom: Newsroom) -> None:
    inside = Client(REMOTE_ADDR=HERE)
    inside.force_login(newsroom.writer)
    for _ in range(LOGIN.most + 1):
        sign_in()

    assert inside.get("/admin/").status_code == 200
    assert sign_in(secret="secret", address=THERE).status_code == 302
    assert sign_in("reviewer", "secret").status_code == 302


def test_one_address_can_not_try_everybody(newsroom: Newsroom) -> None:
    answers = [sign_in(f"somebody{number}") for number in range(LOGIN_FROM.most + 1)]

    assert statuses(*answers) == [200] * LOGIN_FROM.most + [429]
    assert statuses(sign_in(secret="secret"), sign_in(secret="secret", address=THERE)) == [429, 302]


def test_a_login_is_no_try(newsroom: Newsroom) -> None:
    for _ in range(LOGIN.most - 1):
        sign_in()

    assert sign_in(secret="secret").status_code == 302
    assert statuses(*[sign_in() for _ in range(LOGIN.most)]) == [200] * LOGIN.most
    assert statuses(*[sign_in(secret="secret", address=THERE) for _ in range(LOGIN_FROM.most + 1)]) == [
        302
    ] * (LOGIN_FROM.most + 1)


def test_no_transaction_is_open_while_a_password_is_hashed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen: list[int] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def noted(self: Any, *args: Any, **options: Any) -> Any:
        seen.append(len(connection.savepoint_ids) - depth)
        return encode(self, *args, **options)

    monkeypatch.setattr(type(hasher), "encode", noted)

    sign_in()

    assert seen == [0]


@pytest.mark.parametrize("name", ["writer", "nobody", "inactive"])
def test_a_refused_login_says_and_costs_the_same_for_all(
    newsroom: Newsroom, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.person("inactive", is_active=False)
    hashed: list[str] = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(
        hasher,
        "encode",
        lambda self, password, *rest, **more: (
            hashed.append(password) or encode(self, password, *rest, **more)
        ),
    )

    with CaptureQueriesContext(connection) as asked:
        answers = [sign_in(name) for _ in range(LOGIN.most + 1)]

    assert hashed == ["wrong"] * LOGIN.most
    assert "didn&#x27;t match" in answers[0].content.decode()
    assert statuses(*answers) == [200] * LOGIN.most + [429]
    assert len([q for q in asked if "auth_user" in q["sql"]]) == LOGIN.most


def test_links_for_a_new_password_are_few_for_each_account(newsroom: Newsroom, now: Any) -> None:
    answers = [ask("writer@example.org", f"192.0.2.{number}") for number in range(RESET.most + 1)]

    assert statuses(*answers) == [302] * RESET.most + [429]
    assert answers[-1]["Retry-After"] == "3600"
    assert ask("reviewer@example.org").status_code == 302
    now.shift(timedelta(hours=1))
    assert ask("Writer@Example.org").status_code == 302


def test_links_for_a_new_password_are_few_for_each_address(newsroom: Newsroom) -> None:
    answers = [ask(f"somebody{number}@example.org") for number in range(RESET_FROM.most + 1)]

    assert statuses(*answers) == [302] * RESET_FROM.most + [429]


def test_nobody_learns_whether_there_is_an_account(newsroom: Newsroom) -> None:
    shapes = []
    for email, address in (("writer@example.org", HERE), ("nobody@example.org", THERE)):
        with CaptureQueriesContext(connection) as asked:
            answer = ask(email, address)
        queries = [re.sub(r"'[^']*'", "", q["sql"]) for q in asked if "SAVEPOINT" not in q["sql"]]
        shapes.append((answer.status_code, answer.url, queries))

    assert shapes[0] == shapes[1]
    assert mail.outbox == []
    finish_queue()
    assert [message.to for message in mail.outbox] == [["writer@example.org"]]


def test_the_link_is_at_the_public_address_whoever_asked(newsroom: Newsroom) -> None:
    Client().post(ASK, {"email": "writer@example.org"}, HTTP_HOST="example.org")
    assert "token" not in str(DBTaskResult.objects.values("args_kwargs"))

    finish_queue()

    (message,) = mail.outbox
    assert "https://example.org/admin/password_reset/confirm/" in message.body
    assert message.subject == "Password reset"


def test_a_mail_server_that_is_away_loses_no_link(newsroom: Newsroom, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.cms.accounts.test_login_throttling.Away"
    ask("writer@example.org")
    finish_queue()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with clock.at(clock.now() + timedelta(hours=1)):
        DBTaskResult.objects.update(run_after=clock.now() - timedelta(hours=2))
        finish_queue()

    assert len(mail.outbox) == 1


class Away:
    """A mail server that does not answer."""

    def __init__(self, **_options: Any) -> None: ...

    def send_messages(self, _messages: Any) -> None:
        raise ConnectionRefusedError


def test_a_page_s_password_is_a_door_too(newsroom: Newsroom) -> None:
    restriction = PageViewRestriction.objects.create(
        page=newsroom.news, restriction_type="password", password="sesame"
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{newsroom.news.pk}/"
    data = {"password": "wrong", "return_url": "/news/"}

    answers = [Client(REMOTE_ADDR=HERE).post(address, data) for _ in range(LOGIN.most + 1)]

    assert statuses(*answers) == [200] * LOGIN.most + [429]
    assert Client(REMOTE_ADDR=THERE).post(address, data | {"password": "sesame"}).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_have_no_door_of_their_own(db: None, method: str) -> None:
    answer = getattr(Client(), method)("/_util/login/?next=/news/", {"username": "writer"}, follow=False)

    assert answer.status_code == 302
    assert answer.url.startswith(SIGN_IN)
