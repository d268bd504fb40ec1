"""The pictures of published stories: their file stays, and they go with a reason only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.core.refusals import Refusal
from cms.moderation.review import decisions, pictures
from cms.moderation.rules.refusals import StaleSeal
from news.models import BriefPage, NewsImage
from tests.newsroom import Newsroom, picture_file
from tests.queues import finish_queue


def with_picture(newsroom: Newsroom, image: Any, **fields: Any) -> Any:
    return newsroom.draft(hero=[("figure", newsroom.figure(image=image))], **fields)


def test_words_of_the_image_change_nothing_live_or_scheduled(newsroom: Newsroom, reader: Client) -> None:
    image = newsroom.image(credit="REUTERS/A. Name")
    page = with_picture(newsroom, image)
    newsroom.publish(page)
    before = reader.get(f"/api/v2/pages/{page.pk}/").content

    image.credit = image.description = image.default_caption = "Somebody else"
    image.save()

    from django.core.management import call_command

    call_command("rebuild_documents")
    assert reader.get(f"/api/v2/pages/{page.pk}/").content == before


@pytest.mark.parametrize("hours", [-1, 1])
def test_the_file_behind_approved_content_is_not_replaced(newsroom: Newsroom, hours: int) -> None:
    image = newsroom.image()
    page = with_picture(newsroom, image, go_live_at=timezone.now() + timedelta(hours=hours))
    newsroom.publish(page)
    name = image.file.name

    image.file = picture_file("other.png")
    with pytest.raises(Refusal, match="another picture"):
        image.save()

    assert NewsImage.objects.get(pk=image.pk).file.name == name


def test_the_image_form_says_so_at_the_field(newsroom: Newsroom) -> None:
    image = newsroom.image()
    newsroom.publish(with_picture(newsroom, image))
    client = Client()
    client.force_login(newsroom.publisher)

    answer = client.post(f"/admin/images/{image.pk}/", {"title": "x", "file": picture_file("other.png")})

    assert "Upload the new one as another picture" in answer.content.decode()


def test_a_replaced_file_makes_an_approval_in_progress_stale(newsroom: Newsroom) -> None:
    image = newsroom.image()
    page = with_picture(newsroom, image)
    decisions.submit(page, user=newsroom.writer)
    shown = page.draft_seal
    image.file, image.file_hash = picture_file("other.png", size=(32, 48)), ""
    image.save()

    with pytest.raises(StaleSeal):
        decisions.approve(page, user=newsroom.reviewer, seal=shown)

    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("path", ["/admin/images/{}/delete/", "/admin/bulk/news/newsimage/delete/?id={}"])
def test_a_picture_in_use_is_not_deleted_in_passing(newsroom: Newsroom, path: str) -> None:
    image = newsroom.image()
    newsroom.publish(with_picture(newsroom, image))
    newsroom.person("admin", is_superuser=True)
    client = Client()
    assert client.login(username="admin", password="secret")

    answer = client.post(path.format(image.pk))

    assert answer.status_code == 409
    assert NewsImage.objects.filter(pk=image.pk).exists()


def test_a_publisher_deletes_it_with_a_reason(newsroom: Newsroom, reader: Client) -> None:
    image = newsroom.image()
    live = with_picture(newsroom, image, title="Live")
    waiting = with_picture(newsroom, image, title="Waiting", go_live_at=timezone.now() + timedelta(hours=1))
    for page in (live, waiting):
        newsroom.publish(page)
    publisher, reviewer = Client(), Client()
    publisher.force_login(newsroom.publisher)
    reviewer.force_login(newsroom.reviewer)
    address = f"/admin/review/pictures/{image.pk}/"

    assert reviewer.post(address, {"reason": "No licence."}).status_code == 403
    assert publisher.post(address, {"reason": ""}).status_code == 200
    assert NewsImage.objects.filter(pk=image.pk).exists()
    assert publisher.post(address, {"reason": "No licence."}).status_code == 302

    assert reader.get(f"/api/v2/pages/{live.pk}/").json()["hero"] is None
    assert not BriefPage.objects.get(pk=waiting.pk).approved_schedule
    reasons = PageLogEntry.objects.filter(action="galley.reason", data__reason="No licence.")
    assert set(reasons.values_list("page_id", flat=True)) == {live.pk, waiting.pk}


def test_a_schedule_that_is_taken_back_is_told_at_once(newsroom: Newsroom, mailoutbox: list[Any]) -> None:
    image = newsroom.image()
    page = with_picture(newsroom, image, title="Waiting", go_live_at=timezone.now() + timedelta(hours=1))
    newsroom.publish(page)
    finish_queue()
    mailoutbox.clear()

    pictures.delete(image, user=newsroom.publisher, reason="No licence.")

    finish_queue()

    assert {mail.to[0] for mail in mailoutbox} == {"publisher@example.org", "writer@example.org"}
    assert all("No licence." in mail.body for mail in mailoutbox)


def test_a_file_replaced_while_changes_are_requested_starts_at_the_first_step(newsroom: Newsroom) -> None:
    image = newsroom.image()
    page = with_picture(newsroom, image)
    decisions.submit(page, user=newsroom.writer)
    newsroom.approve(page, newsroom.reviewer)
    decisions.request_changes(page, user=newsroom.publisher, seal=page.draft_seal, reason="Sharper.")
    image.file, image.file_hash = picture_file("other.png", size=(60, 40)), ""
    image.save()

    decisions.submit(page, user=newsroom.writer)

    assert page.current_workflow_task.name == "Desk review"
    newsroom.approve(page, newsroom.reviewer)
    newsroom.approve(page, newsroom.publisher)
    page.refresh_from_db()
    assert page.live
