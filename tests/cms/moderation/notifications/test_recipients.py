"""Mail about reviews: one to each person for each event, after the commit, as their preferences say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.mail import EmailMultiAlternatives
from wagtail.users.models import UserProfile

from cms.core import clock
from cms.moderation.notifications import reminders
from cms.moderation.review import decisions, emergencies
from cms.publishing import scheduler
from tests.cms.moderation.review.test_decisions import change
from tests.newsroom import Newsroom
from tests.queues import finish_queue

Sent = Callable[[Callable[[], Any]], list[tuple[str, str]]]


@pytest.fixture
def sent(db: None, mailoutbox: list[EmailMultiAlternatives]) -> Sent:
    """Return what one act sends: recipient and subject of each mail."""

    def run(act: Callable[[], Any]) -> list[tuple[str, str]]:
        finish_queue()
        mailoutbox.clear()
        act()
        assert mailoutbox == []  # nothing leaves inside the transaction
        finish_queue()
        return [(mail.to[0].split("@")[0], mail.subject) for mail in mailoutbox]

    return run


def test_each_event_reaches_the_people_it_concerns(
    newsroom: Newsroom, sent: Sent, mailoutbox: list[Any]
) -> None:
    page = newsroom.draft(title="Somalia")

    assert sent(lambda: decisions.submit(page, user=newsroom.writer)) == [("reviewer", "To review: Somalia")]
    mail = mailoutbox[0]
    assert f"“Somalia” (brief, {page.word_count()} words) waits at Desk review." in mail.body
    assert f"https://example.org/admin/review/{page.pk}/" in mail.body
    assert mail.alternatives[0].mimetype == "text/html"
    asked = sent(
        lambda: decisions.request_changes(
            page, user=newsroom.reviewer, seal=page.draft_seal, reason="<b>When?</b>"
        )
    )
    assert asked == [("writer", "Changes requested: Somalia")]
    assert "<b>When?</b>" in mailoutbox[0].body
    assert "&lt;b&gt;When?&lt;/b&gt;" in mailoutbox[0].alternatives[0].content
    decisions.submit(page, user=newsroom.writer)
    assert sent(lambda: newsroom.approve(page, newsroom.reviewer)) == [
        ("publisher", "To review: Somalia"),
        ("writer", "Approved: Somalia"),
    ]
    assert sent(lambda: newsroom.approve(page, newsroom.publisher)) == [("writer", "Published: Somalia")]


def test_withdrawal_is_told_to_the_step(newsroom: Newsroom, sent: Sent) -> None:
    page = newsroom.submitted(title="Somalia")

    told = sent(lambda: decisions.withdraw(page, user=newsroom.writer))

    assert told == [("reviewer", "Withdrawn from review: Somalia")]


def test_publishers_hear_at_once_that_nobody_is_left(newsroom: Newsroom, sent: Sent) -> None:
    page = newsroom.draft(title="Somalia")
    change(page, newsroom.reviewer, title="Somalia")
    change(page, newsroom.reviewer, title="Somalia now")

    told = sent(lambda: decisions.submit(page, user=newsroom.writer))

    assert told == [("publisher", "Nobody left to decide: Somalia now")]
    assert sent(lambda: reminders.remind(now=clock.now())) == []


def test_preferences_and_people_without_an_address_are_respected(newsroom: Newsroom, sent: Sent) -> None:
    UserProfile.objects.create(user=newsroom.reviewer, submitted_notifications=False)
    newsroom.person("willing", "Reviewers")
    silent = newsroom.person("silent", "Reviewers")
    silent.email = ""
    silent.save()
    page = newsroom.draft(title="Somalia")

    told = sent(lambda: decisions.submit(page, user=newsroom.writer))

    assert told == [("willing", "To review: Somalia")]


def test_people_without_an_address_are_left_to_decide_all_the_same(newsroom: Newsroom, sent: Sent) -> None:
    type(newsroom.reviewer).objects.filter(pk=newsroom.reviewer.pk).update(email="")
    page = newsroom.draft(title="Somalia")

    assert sent(lambda: decisions.submit(page, user=newsroom.writer)) == []


def test_scheduled_story_is_told_with_its_hour_and_again_when_it_is_live(
    newsroom: Newsroom, sent: Sent, mailoutbox: list[Any]
) -> None:
    hour = datetime(2026, 3, 4, 18, tzinfo=UTC)
    with time_machine.travel(hour - timedelta(days=1), tick=False):
        page = newsroom.draft(title="Somalia", go_live_at=hour)
        decisions.submit(page, user=newsroom.writer)
        newsroom.approve(page, newsroom.reviewer)

        assert sent(lambda: newsroom.approve(page, newsroom.publisher)) == [("writer", "Scheduled: Somalia")]
        assert "It goes live on 4 March 2026, 18:00." in mailoutbox[0].body
    with time_machine.travel(hour, tick=False):
        assert sent(lambda: scheduler.publish_due(now=hour)) == [("writer", "Published: Somalia")]
    assert "was scheduled, and is live now" in mailoutbox[0].body


def test_overdue_story_is_told_once_to_those_who_may_decide(
    newsroom: Newsroom, sent: Sent, mailoutbox: list[Any]
) -> None:
    now = clock.now()
    with clock.at(now - timedelta(hours=3)):
        newsroom.submitted(title="A brief waits")
        newsroom.submitted("watch", title="A list may wait longer")
        newsroom.submitted(title="By a reviewer", owner=newsroom.person("other", "Reviewers"))

    told = sent(lambda: reminders.remind(now=now))

    assert sorted(told) == [
        ("other", "Overdue: A brief waits"),
        ("reviewer", "Overdue: A brief waits"),
        ("reviewer", "Overdue: By a reviewer"),
    ]
    assert "has waited 3 h at Desk review" in mailoutbox[0].body
    assert sent(lambda: reminders.remind(now=now)) == []


def test_each_step_has_its_own_overdue_mail(newsroom: Newsroom, sent: Sent) -> None:
    now = clock.now()
    with clock.at(now - timedelta(hours=6)):
        page = newsroom.submitted(title="A brief waits")
    with clock.at(now - timedelta(hours=3)):
        reminders.remind(now=clock.now())
        newsroom.approve(page, newsroom.reviewer)

    assert sent(lambda: reminders.remind(now=now)) == [("publisher", "Overdue: A brief waits")]


def test_publishers_hear_when_the_last_decider_leaves_and_again_after_they_came_back(
    newsroom: Newsroom, sent: Sent
) -> None:
    newsroom.submitted(title="Somalia")
    group = newsroom.reviewer.groups.get()

    newsroom.reviewer.groups.clear()
    told = [sent(lambda: reminders.remind(now=clock.now())) for _ in range(2)]
    newsroom.reviewer.groups.add(group)
    back = sent(lambda: reminders.remind(now=clock.now()))
    type(newsroom.reviewer).objects.filter(pk=newsroom.reviewer.pk).update(is_active=False)
    left_again = sent(lambda: reminders.remind(now=clock.now()))

    nobody = [("publisher", "Nobody left to decide: Somalia")]
    assert (told, back, left_again) == ([nobody, []], [], nobody)


def test_superusers_are_asked_only_where_nobody_else_may_decide(newsroom: Newsroom, sent: Sent) -> None:
    newsroom.person("root", is_superuser=True)
    by_writer, by_reviewer = newsroom.draft(), newsroom.draft(title="Somalia", owner=newsroom.reviewer)

    assert sent(lambda: decisions.submit(by_writer, user=newsroom.writer))[0][0] == "reviewer"
    assert sent(lambda: decisions.submit(by_reviewer, user=newsroom.reviewer)) == [
        ("root", "To review: Somalia")
    ]
    assert sent(lambda: reminders.remind(now=clock.now())) == []


def test_line_breaks_in_a_headline_do_not_break_the_mail(newsroom: Newsroom, sent: Sent) -> None:
    page = newsroom.draft(title="Two\r\nlines")

    assert sent(lambda: decisions.submit(page, user=newsroom.writer)) == [
        ("reviewer", "To review: Two lines")
    ]


def test_publishing_alone_is_told_to_the_other_publishers(newsroom: Newsroom, sent: Sent) -> None:
    second = newsroom.person("second", "Publishers")
    second.user_permissions.add(Permission.objects.get(codename="break_glass"))
    page = newsroom.draft(title="Somalia")

    told = sent(
        lambda: emergencies.break_glass(
            page, user=type(second).objects.get(pk=second.pk), seal=page.draft_seal, reason="Now."
        )
    )

    assert told == [("publisher", "Published without review: Somalia")]
