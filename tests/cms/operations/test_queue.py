"""Tasks that wait: run once each, tried again later and later, taken up from workers that died, given up."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from cms.core import clock
from cms.core.mails import deliver
from cms.operations import queue
from cms.webhooks import pause
from tests.queues import finish_queue

pytestmark = pytest.mark.django_db
BROKEN = override_settings(EMAIL_BACKEND=f"{__name__}.Away")


class Away:
    """A mail server that hangs up."""

    def __init__(self, **_options: Any) -> None:
        pass

    def send_messages(self, _messages: list[Any]) -> int:
        raise SMTPServerDisconnected("gone")


def ask(to: str = "a@example.org") -> None:
    deliver.enqueue(to, "To review: Somalia", "It waits.", "<1@example.org>")


def row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_task_runs_once_and_leaves_nothing() -> None:
    ask()

    assert [queue.run_one(), queue.run_one()] == [True, False]

    assert [(m.to, m.subject, m.extra_headers["Message-ID"]) for m in mail.outbox] == [
        (["a@example.org"], "To review: Somalia", "<1@example.org>")
    ]
    assert not DBTaskResult.objects.exists()


def test_what_is_rolled_back_is_not_done() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)

    assert finish_queue() == 0


def test_what_fails_is_tried_again_later_and_keeps_no_other_waiting(caplog: Any) -> None:
    ask("first@example.org")
    with BROKEN:
        assert queue.run_one()
    ask("second@example.org")

    assert finish_queue() == 1
    assert [m.to for m in mail.outbox] == [["second@example.org"]]
    assert [record.message for record in caplog.records] == ["task_failed"]
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        assert finish_queue() == 1
    assert [m.to for m in mail.outbox] == [["second@example.org"], ["first@example.org"]]


def test_after_a_day_it_is_given_up_until_somebody_asks_again() -> None:
    ask()
    now = clock.now()
    with BROKEN:
        for hour in range(queue.TRIES):
            with time_machine.travel(now + timedelta(hours=1.1 * hour)):
                assert finish_queue() == 1
    with time_machine.travel(now + timedelta(hours=1.1 * queue.TRIES)):
        assert finish_queue() == 0
        assert queue.given_up().get().exception_class_path == "smtplib.SMTPServerDisconnected"

        assert queue.try_again() == 1

        assert not queue.given_up().exists()
        assert finish_queue() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "clock_moved", [queue.LEASE, -queue.LEASE - timedelta(seconds=1)], ids=["on", "back"]
)
def test_what_a_worker_left_that_died_is_taken_up(clock_moved: timedelta) -> None:
    ask()
    dead = queue._claim("dead")

    assert not queue.run_one()  # it may still be at work
    with time_machine.travel(
        clock.now() + clock_moved + timedelta(seconds=1 if clock_moved > timedelta(0) else 0)
    ):
        # A clock set back hides what was asked for after it; the row is due again when it has caught up.
        DBTaskResult.objects.filter(run_after__gt=clock.now(), run_after__year__lt=9999).update(
            run_after=clock.now()
        )
        assert queue.run_one()

    assert dead is not None
    assert len(mail.outbox) == 1


def test_a_worker_that_was_slow_does_not_end_the_task_of_another() -> None:
    ask()
    slow = queue._claim("slow")
    assert slow is not None
    with time_machine.travel(clock.now() + queue.LEASE + timedelta(seconds=1)):
        other = queue._claim("other")
        assert other is not None

        queue._fail(slow, OSError())

        assert row().status == "RUNNING"
        queue._mine(other).delete()
    assert not DBTaskResult.objects.exists()


def test_a_task_that_no_code_knows_any_more_stops_nothing(caplog: Any) -> None:
    ask()
    DBTaskResult.objects.update(task_path="cms.moderation.notifications.mails.gone")
    ask("second@example.org")

    finish_queue()

    assert [m.to for m in mail.outbox] == [["second@example.org"]]
    assert row().exception_class_path == "builtins.ImportError"


def test_after_a_restore_mail_waits_until_somebody_says_go() -> None:
    ask()
    pause.begin(now=clock.now(), reason="It was restored.")

    assert finish_queue() == 0

    pause.end()
    assert finish_queue() == 1


def test_what_was_given_up_long_ago_is_forgotten() -> None:
    ask()
    DBTaskResult.objects.update(status="FAILED", finished_at=clock.now())

    queue.forget(now=clock.now() + queue.GIVEN_UP_KEPT - timedelta(minutes=1))
    assert queue.given_up().exists()
    queue.forget(now=clock.now() + queue.GIVEN_UP_KEPT + timedelta(minutes=1))
    assert not queue.given_up().exists()


@pytest.mark.parametrize(("before", "now"), sorted(queue.MOVED.items()))
def test_a_task_that_waits_under_the_path_of_an_earlier_version_still_runs(before: str, now: str) -> None:
    arguments = {
        "cms.core.mails.deliver": ("a@example.org", "To review: Somalia", "It waits.", "<1@example.org>"),
        "cms.accounts.password_resets.send_link": ("a@example.org",),
    }
    get_user_model().objects.create_user("ann", "a@example.org", "a-password-of-hers")
    import_string(now).enqueue(*arguments[now])
    DBTaskResult.objects.update(task_path=before)

    assert queue.run_one()

    assert [sent.to for sent in mail.outbox] == [["a@example.org"]]
    assert not DBTaskResult.objects.exists()
