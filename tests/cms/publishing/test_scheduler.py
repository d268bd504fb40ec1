"""What is due goes live once, as it was approved, and nothing stops the others."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.core.refusals import UnsealedWrite
from cms.delivery.models import Change, PublishedDocument
from cms.moderation.contributions import contributors
from cms.publishing import scheduler
from cms.publishing.models import KeptCopy
from news.models import BriefPage
from tests.newsroom import Newsroom

HOUR = timedelta(hours=1)


def scheduled(newsroom: Newsroom, title: str = "Approved for tomorrow", **fields: Any) -> Any:
    page = newsroom.draft(title=title, go_live_at=timezone.now() + HOUR, **fields)
    newsroom.publish(page)
    return page


def publish_due(after: timedelta) -> None:
    with time_machine.travel(timezone.now() + after, tick=False):
        call_command("publish_scheduled", stdout=StringIO())


def fresh(page: Any) -> Any:
    return BriefPage.objects.get(pk=page.pk)


def test_a_scheduled_story_is_not_public_before_its_hour(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)

    publish_due(HOUR / 2)

    assert not fresh(page).live
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()
    assert fresh(page).approved_schedule


def test_an_alias_waits_for_the_hour_with_its_source(newsroom: Newsroom) -> None:
    page = newsroom.draft(go_live_at=timezone.now() + HOUR)
    alias = page.create_alias(parent=newsroom.home, update_slug="alias")

    newsroom.publish(page)
    assert not fresh(alias).live

    publish_due(2 * HOUR)
    assert fresh(alias).live
    assert PublishedDocument.objects.filter(page_id__in=[page.pk, alias.pk]).count() == 2


def test_it_goes_live_once(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)

    publish_due(2 * HOUR)
    publish_due(2 * HOUR)

    assert fresh(page).live
    assert Change.objects.filter(uuid=page.uuid).count() == 1
    assert contributors(page.pk) == frozenset()


@pytest.mark.parametrize("in_place", [False, True])
def test_a_newer_draft_neither_alters_nor_stops_it_and_stays(
    newsroom: Newsroom, reader: Client, *, in_place: bool
) -> None:
    page = scheduled(newsroom)
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision().as_object()
    draft.title = "A newer draft"
    overwrite = draft.get_latest_revision() if in_place else None
    draft.save_revision(user=newsroom.writer, clean=False, overwrite_revision=overwrite)

    publish_due(2 * HOUR)

    page = fresh(page)
    assert page.live
    assert page.title == "Approved for tomorrow"
    assert reader.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "Approved for tomorrow"
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "A newer draft"
    assert contributors(page.pk) == {newsroom.writer.pk}


def test_a_revision_overwritten_behind_our_back_goes_live_as_approved(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)
    revision = fresh(page).latest_revision
    revision.content = revision.content | {"title": "Never approved"}
    revision.save()

    publish_due(2 * HOUR)

    page = fresh(page)
    assert (page.live, page.title) == (True, "Approved for tomorrow")
    assert page.get_latest_revision_as_object().title == "Never approved"


def test_a_live_story_stays_while_its_next_version_waits(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="First")

    newsroom.publish_change(page, title="Second", go_live_at=timezone.now() + HOUR)
    assert reader.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "First"
    assert fresh(page).live
    publish_due(2 * HOUR)

    assert reader.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "Second"
    assert KeptCopy.objects.filter(page_id=page.pk).count() == 1


def test_one_that_can_not_go_live_does_not_stop_the_others(newsroom: Newsroom) -> None:
    poisoned, good = scheduled(newsroom, title="Poisoned"), scheduled(newsroom, title="Good")
    KeptCopy.objects.filter(page_id=poisoned.pk).delete()

    with pytest.raises(CommandError, match=str(poisoned.pk)):
        publish_due(2 * HOUR)

    assert not fresh(poisoned).live
    assert fresh(good).live
    assert fresh(poisoned).approved_schedule


def test_one_that_can_not_go_live_is_tried_later_and_later(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)
    copy = KeptCopy.objects.get(page_id=page.pk)
    copy.delete()
    due = timezone.now() + 2 * HOUR
    failed = [
        scheduler.publish_due(now=due + timedelta(seconds=seconds)).failed
        for seconds in (0, 59, 60, 60 + 119, 60 + 120)
    ]

    assert [bool(pages) for pages in failed] == [True, False, True, False, True]
    (late,) = scheduler.late()
    assert (late.page_id, late.attempts, late.retry_at - due) == (page.pk, 3, timedelta(seconds=180 + 240))
    assert "UnsealedWrite" in late.reason


def test_a_new_approval_of_a_late_story_waits_for_no_retry(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)
    KeptCopy.objects.filter(page_id=page.pk).delete()
    assert scheduler.publish_due(now=timezone.now() + 2 * HOUR).failed == [page.pk]

    newsroom.publish_change(page, title="Approved again", go_live_at=timezone.now() + HOUR)

    assert scheduler.late() == []
    publish_due(2 * HOUR)
    assert (fresh(page).live, fresh(page).title) == (True, "Approved again")


@pytest.mark.parametrize("hour", ["2026-10-25 02:30", "2026-03-29 02:30"])
def test_the_form_explains_an_hour_that_the_clock_has_twice_or_never(db: None, hour: str) -> None:
    field = BriefPage.get_edit_handler().get_form_class()().fields["go_live_at"]

    with timezone.override("Europe/Berlin"), pytest.raises(ValidationError) as refused:
        field.clean(hour)

    (message,) = refused.value.messages
    assert "Europe/Berlin; it may be ambiguous or it may not exist" in message


def test_unscheduling_in_the_admin_holds(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)
    client = Client()
    assert client.login(username="publisher", password="secret")

    answer = client.post(f"/admin/pages/{page.pk}/revisions/{fresh(page).latest_revision_id}/unschedule/")
    publish_due(2 * HOUR)

    assert answer.status_code == 302
    assert not fresh(page).live


def test_what_was_unscheduled_is_not_published_in_a_shell(newsroom: Newsroom) -> None:
    page = newsroom.draft(go_live_at=timezone.now() + HOUR)
    newsroom.publish(page)
    revision = fresh(page).latest_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False), pytest.raises(UnsealedWrite):
        revision.publish()

    assert not fresh(page).live


def test_a_shell_neither_schedules_a_draft_nor_forgets_an_approved_hour(newsroom: Newsroom) -> None:
    page = scheduled(newsroom)
    newsroom.change(page, title="Never approved", go_live_at=timezone.now() + 2 * HOUR)

    with pytest.raises(UnsealedWrite):
        fresh(page).latest_revision.publish()
    publish_due(2 * HOUR)

    assert (fresh(page).live, fresh(page).title) == (True, "Approved for tomorrow")


def test_a_scheduled_story_is_not_saved_live_before_its_hour(newsroom: Newsroom) -> None:
    page = fresh(scheduled(newsroom)).latest_revision.as_object()
    page.live = True

    with pytest.raises(UnsealedWrite):
        page.save()

    assert not fresh(page).live


def test_an_expired_story_is_gone(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(expire_at=timezone.now() + HOUR)

    publish_due(2 * HOUR)

    assert fresh(page).expired
    assert reader.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert [c.kind for c in Change.objects.filter(uuid=page.uuid)] == ["published", "unpublished"]
