"""The second factor: on for users who want it, then no login without a code, and each code once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from cms.accounts import second_factor
from cms.accounts.throttles import CODE, PASSWORD
from cms.core import clock
from tests.cms.moderation.review.races import at_once
from tests.databases import database_of_its_own
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

SCREEN = "/admin/account/second-factor/"
STEP = timedelta(seconds=30)
BEGIN = {"begin": "1", "password": "secret"}


@pytest.fixture(autouse=True)
def now() -> Iterator[Any]:
    """Let the time stand: a code is good for half a minute."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def app_code(user: Any) -> str:
    """Return what the app shows."""
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key):06}"


def sign_in(name: str = "reviewer", code: str = "", address: str = "192.0.2.1") -> Any:
    data = {"username": name, "password": "secret", "code": code, "next": "/admin/"}
    return Client(REMOTE_ADDR=address).post("/admin/login/", data)


def enrolled(user: Any, now: Any) -> list[str]:
    """Switch it on as people do; return the recovery codes."""
    client = Client()
    client.force_login(user)
    client.post(SCREEN, BEGIN)
    page = client.post(SCREEN, {"code": app_code(user)}).content.decode()
    now.shift(STEP)
    return re.findall(r"<code>(\w+)</code>", page)


def test_without_it_nothing_changes(newsroom: Newsroom) -> None:
    assert sign_in().status_code == 302


def test_with_it_a_password_alone_opens_nothing(newsroom: Newsroom, now: Any) -> None:
    enrolled(newsroom.reviewer, now)

    refused = sign_in()
    wrong = sign_in(code="000000")

    assert (refused.status_code, wrong.status_code) == (200, 200)
    assert str(second_factor.WANTED) in refused.content.decode()
    assert "was used before" in wrong.content.decode()
    assert "_auth_user_id" not in refused.client.session
    assert sign_in(code=app_code(newsroom.reviewer)).status_code == 302
    assert sign_in("writer").status_code == 302


def test_a_wrong_password_says_nothing_of_it(newsroom: Newsroom, now: Any) -> None:
    enrolled(newsroom.reviewer, now)

    pages = [
        Client(REMOTE_ADDR=address).post("/admin/login/", {"username": name, "password": "wrong"}).content
        for name, address in (("reviewer", "192.0.2.1"), ("writer", "192.0.2.2"))
    ]

    plain = [re.sub(rb'value="[^"]*"|[A-Za-z0-9]{64}', b"", page) for page in pages]
    assert plain[0] == plain[1]


def test_a_code_is_good_once(newsroom: Newsroom, now: Any) -> None:
    recovery = enrolled(newsroom.reviewer, now)
    shown = app_code(newsroom.reviewer)

    assert [sign_in(code=code).status_code for code in (shown, shown)] == [302, 200]
    assert [sign_in(code=code).status_code for code in (recovery[0].upper(), recovery[0])] == [302, 200]
    assert len(set(recovery)) == second_factor.RECOVERY_CODES
    assert ModelLogEntry.objects.filter(action=second_factor.RECOVERED).count() == 1


def test_codes_are_throttled_by_account_wherever_they_come_from(newsroom: Newsroom, now: Any) -> None:
    enrolled(newsroom.reviewer, now)

    for number in range(CODE.most):
        sign_in(code="000000", address=f"192.0.2.{number}")

    good = app_code(newsroom.reviewer)
    assert (
        "Too many wrong codes. Wait 15 minutes,"
        in sign_in(code=good, address="198.51.100.1").content.decode()
    )
    now.shift(CODE.period)
    assert sign_in(code=app_code(newsroom.reviewer), address="198.51.100.1").status_code == 302


def test_it_is_on_only_once_a_code_of_it_was_shown(newsroom: Newsroom) -> None:
    client = Client()
    client.force_login(newsroom.reviewer)
    client.post(SCREEN, BEGIN)

    said = client.post(SCREEN, {"code": "000000"}).content.decode()

    assert "This is not the code" in said
    assert not second_factor.is_on(newsroom.reviewer)
    assert sign_in().status_code == 302


def test_it_is_switched_off_by_a_code(newsroom: Newsroom, now: Any) -> None:
    (recovery, *_others) = enrolled(newsroom.reviewer, now)
    client = Client()
    client.force_login(newsroom.reviewer)

    client.post(SCREEN, {"code": "000000", "off": "1"})
    assert second_factor.is_on(newsroom.reviewer)
    client.post(SCREEN, {"code": recovery, "off": "1"})

    assert not second_factor.is_on(newsroom.reviewer)
    assert sign_in().status_code == 302
    entries = ModelLogEntry.objects.filter(action__startswith="galley.second_factor").order_by("pk")
    assert [entry.action for entry in entries] == [
        second_factor.ON,
        second_factor.RECOVERED,
        second_factor.OFF,
    ]


def test_a_session_alone_changes_nothing(newsroom: Newsroom, now: Any) -> None:
    enrolled(newsroom.reviewer, now)
    before = list(TOTPDevice.objects.values_list("pk", "key", "confirmed"))
    client = Client()
    client.force_login(newsroom.reviewer)

    client.post(SCREEN, BEGIN)
    client.post(SCREEN, {"code": "000000"})

    assert list(TOTPDevice.objects.values_list("pk", "key", "confirmed")) == before


@pytest.mark.parametrize("password", [{}, {"password": "wrong"}])
def test_a_session_alone_begins_nothing(newsroom: Newsroom, password: dict[str, str]) -> None:
    client = Client()
    client.force_login(newsroom.reviewer)

    answer = client.post(SCREEN, {"begin": "1"} | password)

    assert answer.status_code == 200
    assert ("This is not your password." in answer.content.decode()) == bool(password)
    assert not TOTPDevice.objects.exists()


def test_whoever_has_the_session_tries_few_passwords(newsroom: Newsroom, now: Any) -> None:
    client = Client()
    client.force_login(newsroom.reviewer)
    tries = [client.post(SCREEN, BEGIN | {"password": "wrong"}, REMOTE_ADDR=f"192.0.2.{n}") for n in range(5)]

    refused = client.post(SCREEN, BEGIN, REMOTE_ADDR="198.51.100.1")

    assert [answer.status_code for answer in tries] == [200] * PASSWORD.most
    assert (refused.status_code, TOTPDevice.objects.exists()) == (429, False)
    assert client.get(SCREEN).status_code == 200
    assert sign_in().status_code == 302  # the login counts for itself
    now.shift(PASSWORD.period)
    assert [client.post(SCREEN, BEGIN).status_code for _ in range(PASSWORD.most + 1)] == [302] * 6


def test_what_was_begun_waits_for_some_minutes(newsroom: Newsroom, now: Any) -> None:
    client = Client()
    client.force_login(newsroom.reviewer)
    client.post(SCREEN, BEGIN)

    now.shift(second_factor.WAITS)
    answer = client.post(SCREEN, {"code": app_code(newsroom.reviewer)})

    assert not second_factor.is_on(newsroom.reviewer)
    assert "This setup key has expired" in answer.content.decode()
    assert 'name="begin"' in client.get(SCREEN).content.decode()


def test_no_second_secret_is_left(newsroom: Newsroom) -> None:
    first, _second = (TOTPDevice.objects.create(user=newsroom.reviewer, confirmed=False) for _ in range(2))

    second_factor.confirm(newsroom.reviewer, f"{totp(first.bin_key):06}")

    assert list(TOTPDevice.objects.values_list("pk", "confirmed")) == [(first.pk, True)]


def test_an_operator_takes_it_away(newsroom: Newsroom, now: Any, capsys: Any) -> None:
    enrolled(newsroom.reviewer, now)

    for _ in range(2):
        call_command("reset_second_factor", "reviewer")

    assert capsys.readouterr().out == (
        "reviewer: second factor switched off.\nreviewer has no second factor.\n"
    )
    assert sign_in().status_code == 302
    with pytest.raises(CommandError, match="There is no user"):
        call_command("reset_second_factor", "x")


def test_tokens_of_the_api_take_no_code(newsroom: Newsroom, now: Any) -> None:
    enrolled(newsroom.reviewer, now)

    assert Api(newsroom.reviewer).get("whoami/").status_code == 200


def test_a_newsroom_may_do_without(newsroom: Newsroom, settings: Any, now: Any) -> None:
    settings.GALLEY_SECOND_FACTOR = False
    client = Client()
    client.force_login(newsroom.reviewer)

    assert client.get(SCREEN).status_code == 404
    assert "Second factor" not in client.get("/admin/account/").content.decode()
    assert 'name="code"' not in Client().get("/admin/login/").content.decode()


def test_the_account_leads_to_it(newsroom: Newsroom) -> None:
    client = Client()
    client.force_login(newsroom.reviewer)

    assert SCREEN in client.get("/admin/account/").content.decode()
    assert "Start" in client.get(SCREEN).content.decode()


def test_of_two_logins_with_one_code_one_gets_in(db: None, tmp_path: Path, now: Any) -> None:
    with database_of_its_own(tmp_path):
        reviewer = Newsroom().reviewer
        enrolled(reviewer, now)
        shown = app_code(reviewer)

        answers = at_once(
            *[lambda n=n: sign_in(code=shown, address=f"192.0.2.{n}").status_code for n in (1, 2)]
        )

    assert sorted(answers) == [200, 302]
