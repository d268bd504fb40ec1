"""The screen of background work: publishers see what waits, and let be tried again what was given up."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from cms.core import clock
from cms.core.mails import deliver
from cms.operations.probes import status
from tests.newsroom import Newsroom
from tests.queues import finish_queue

SCREEN = "/admin/reports/background-work/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def given_up(newsroom: Newsroom) -> None:
    finish_queue()
    deliver.enqueue("secret-source@example.org", "To review: Unseen", "Unseen text.", "<1@example.org>")
    DBTaskResult.objects.update(
        status="FAILED", finished_at=clock.now(), exception_class_path="smtplib.SMTPServerDisconnected"
    )


def test_a_publisher_sees_what_status_says_and_no_word_of_a_story(newsroom: Newsroom, given_up: None) -> None:
    status.beat(now=clock.now())

    page = signed_in(newsroom.publisher).get(SCREEN).content.decode()

    assert "Last tick 0 s ago." in page
    assert "0 waiting; 1 given up." in page
    assert "smtplib.SMTPServerDisconnected" in page
    assert not any(word in page for word in ("Unseen", "secret-source"))


def test_what_was_given_up_is_tried_again(newsroom: Newsroom, given_up: None) -> None:
    client = signed_in(newsroom.publisher)

    answer = client.post(SCREEN, follow=True)

    assert "1 task will be tried again." in answer.content.decode()
    mail.outbox.clear()
    assert finish_queue() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ["writer", "reviewer"])
def test_others_neither_see_it_nor_act(newsroom: Newsroom, given_up: None, name: str) -> None:
    client = signed_in(getattr(newsroom, name))

    for ask in (client.get, client.post):
        assert "Background work" not in ask(SCREEN, follow=True).content.decode()

    assert DBTaskResult.objects.get().status == "FAILED"
    assert "Background work" not in client.get("/admin/").content.decode()
    assert "Background work" in signed_in(newsroom.publisher).get("/admin/").content.decode()
