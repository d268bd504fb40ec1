"""What a scheduled story uses stays until the story is live: it goes live as approved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken, Page
from wagtail.rich_text import RichText

from cms.api.newsroom.preconditions import draft_etag
from cms.core.refusals import Refusal
from news.models import Author, BriefPage, Byline, RelatedStory, Topic
from tests.newsroom import Newsroom, publish_directly

HOUR = timedelta(hours=1)


def scheduled(newsroom: Newsroom, **fields: Any) -> Any:
    page = newsroom.draft(title="Waiting", go_live_at=timezone.now() + HOUR, **fields)
    newsroom.publish(page)
    return page


def related_to(newsroom: Newsroom, target: Page) -> Any:
    page = newsroom.draft(title="Waiting", go_live_at=timezone.now() + HOUR)
    newsroom.change(page, related=[RelatedStory(target=target)])
    newsroom.publish(page)
    return page


def goes_live(page: Any) -> bool:
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        call_command("publish_due")
    page = BriefPage.objects.get(pk=page.pk)
    return bool(page.live and not page.approved_schedule)


def with_topic(newsroom: Newsroom) -> tuple[Any, Any]:
    return scheduled(newsroom, topics=["Yemen"]), newsroom.topic("Yemen")


def with_author_of_the_next_version(newsroom: Newsroom) -> tuple[Any, Any]:
    author = Author.objects.create(name="Second", slug="second")
    page = newsroom.live()
    newsroom.publish_change(
        page, title="Waiting", bylines=[Byline(author=author)], go_live_at=timezone.now() + HOUR
    )
    return page, author


def with_related_story(newsroom: Newsroom) -> tuple[Any, Any]:
    target = newsroom.live(title="Related")
    return related_to(newsroom, target), target


def with_link(newsroom: Newsroom) -> tuple[Any, Any]:
    target = newsroom.live(title="Linked")
    text = RichText(f'<p>See <a linktype="page" id="{target.pk}">there</a>.</p>')
    return scheduled(newsroom, body=[("paragraph", text)]), target


@pytest.mark.parametrize(
    "using",
    [with_topic, with_author_of_the_next_version, with_related_story, with_link],
    ids=lambda f: f.__name__,
)
def test_what_a_scheduled_story_uses_is_not_deleted(
    newsroom: Newsroom, using: Callable[[Newsroom], tuple[Any, Any]]
) -> None:
    page, used = using(newsroom)

    with pytest.raises(Refusal, match="“Waiting”") as refused, transaction.atomic():
        used.delete()

    assert refused.value.status == 409
    assert type(used).objects.filter(pk=used.pk).exists()
    assert goes_live(page)


@pytest.mark.parametrize(
    "path", ["/admin/snippets/news/topic/delete/{}/", "/admin/bulk/news/topic/delete/?id={}"]
)
def test_the_admin_says_which_story_needs_a_topic(newsroom: Newsroom, path: str) -> None:
    page, topic = with_topic(newsroom)
    client = Client()
    client.force_login(newsroom.publisher)

    answer = client.post(path.format(topic.pk))

    assert answer.status_code == 409
    assert "“Waiting”" in answer.content.decode()
    assert Topic.objects.filter(pk=topic.pk).exists()
    assert goes_live(page)


def test_the_admin_says_which_story_needs_a_page(newsroom: Newsroom) -> None:
    page, target = with_related_story(newsroom)
    client = Client()
    client.force_login(newsroom.publisher)

    answer = client.post(f"/admin/pages/{target.pk}/delete/", {"reason": "No longer true."})

    assert answer.status_code == 409
    assert "“Waiting”" in answer.content.decode()
    assert Page.objects.filter(pk=target.pk).exists()
    assert goes_live(page)


@pytest.mark.parametrize("door", ["bulk", "v3"])
def test_a_draft_stays_as_well_that_a_scheduled_story_uses(newsroom: Newsroom, door: str) -> None:
    target = newsroom.draft(title="Related")
    page, client = related_to(newsroom, target), Client()
    client.force_login(newsroom.publisher)

    if door == "bulk":
        answer = client.post(f"/admin/bulk/wagtailcore/page/delete/?id={target.pk}")
    else:
        _token, secret = APIToken.create_token(user=newsroom.publisher, name="t")
        answer = client.delete(
            f"/api/v3/pages/{target.pk}/",
            HTTP_AUTHORIZATION=f"Bearer {secret}",
            HTTP_IF_MATCH=draft_etag(target.pk),
        )

    assert answer.status_code == 409
    assert "“Waiting”" in answer.content.decode()
    assert Page.objects.filter(pk=target.pk).exists()
    assert goes_live(page)


@pytest.mark.parametrize("many", [Topic.objects.all, BriefPage.objects.all])
def test_a_shell_deletes_none_of_many(newsroom: Newsroom, many: Callable[[], Any]) -> None:
    target = newsroom.live(title="Related")
    page = related_to(newsroom, target)
    before = set(many().values_list("pk", flat=True))

    with pytest.raises(Refusal), transaction.atomic():
        many().exclude(pk=page.pk).delete()

    assert set(many().values_list("pk", flat=True)) == before
    assert goes_live(page)


def test_a_section_stays_with_a_story_in_it_that_waits_to_be_linked_to(newsroom: Newsroom) -> None:
    section = publish_directly(newsroom.home, type(newsroom.news)(title="World", slug="world"))
    target = newsroom.live(title="Related")
    target.move(section, pos="last-child")
    page = related_to(newsroom, target)

    with pytest.raises(Refusal, match="“Waiting”"):
        type(section).objects.get(pk=section.pk).delete()

    assert Page.objects.filter(pk__in=[section.pk, target.pk]).count() == 2
    assert goes_live(page)


def test_what_goes_together_goes(newsroom: Newsroom) -> None:
    target = newsroom.live(title="Related")
    page = related_to(newsroom, target)

    type(newsroom.news).objects.get(pk=newsroom.news.pk).delete()

    assert not Page.objects.filter(pk__in=[page.pk, target.pk]).exists()


def test_once_live_or_unscheduled_it_holds_nothing(newsroom: Newsroom) -> None:
    page, topic = with_topic(newsroom)
    assert goes_live(page)
    topic.delete()
    page, topic = with_topic(newsroom)
    client = Client()
    client.force_login(newsroom.publisher)
    client.post(f"/admin/pages/{page.pk}/revisions/{page.latest_revision_id}/unschedule/")

    topic.delete()

    assert not Topic.objects.filter(name="Yemen").exists()
