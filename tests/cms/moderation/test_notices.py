"""Mail about reviews: one to each person for each event, after the commit, as their preferences say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMultiAlternatives
from wagtail.users.models import UserProfile

from cms.moderation import decisions, emergencies
from tests.cms.moderation.test_decisions import change
from tests.newsroom import Newsroom

Sent = Callable[[Callable[[], Any]], list[tuple[str, str]]]


@pytest.fixture
def sent(mailoutbox: list[EmailMultiAlternatives], django_capture_on_commit_callbacks: Any) -> Sent:
    """Give what one act sends: recipient and subject of each mail."""

    def run(act: Callable[[], Any]) -> list[tuple[str, str]]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
            assert mailoutbox == []  # nothing leaves inside the transaction
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


def test_preferences_and_people_without_an_address_are_respected(newsroom: Newsroom, sent: Sent) -> None:
    UserProfile.objects.create(user=newsroom.reviewer, submitted_notifications=False)
    newsroom.person("willing", "Reviewers")
    silent = newsroom.person("silent", "Reviewers")
    silent.email = ""
    silent.save()
    page = newsroom.draft(title="Somalia")

    told = sent(lambda: decisions.submit(page, user=newsroom.writer))

    assert told == [("willing", "To review: Somalia")]


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
