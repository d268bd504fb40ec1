"""Break glass: alone, with a reason, and not forgotten."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import PageLogEntry

from cms.core.refusals import Refusal
from cms.delivery.models import PublishedDocument
from cms.moderation.models import BreakGlass
from cms.moderation.review import emergencies
from tests.newsroom import Newsroom


@pytest.fixture
def chief(newsroom: Newsroom) -> Any:
    """Return a publisher who may publish alone."""
    user = newsroom.person("chief", "Publishers")
    user.user_permissions.add(Permission.objects.get(codename="break_glass"))
    return type(user).objects.get(pk=user.pk)


def test_a_story_goes_live_alone_and_stays_on_the_list(newsroom: Newsroom, chief: Any) -> None:
    page = newsroom.draft(owner=chief)

    entry = emergencies.break_glass(page, user=chief, seal=page.draft_seal, reason="An earthquake.")

    page.refresh_from_db()
    assert page.live
    assert list(emergencies.to_countersign()) == [entry]
    logged = PageLogEntry.objects.get(action="galley.break_glass")
    assert (logged.user, logged.data["reason"], logged.data["door"]) == (chief, "An earthquake.", "code")
    emergencies.countersign(entry, user=newsroom.publisher)
    assert not emergencies.to_countersign().exists()
    assert PageLogEntry.objects.filter(action="galley.countersign", user=newsroom.publisher).count() == 1


@pytest.mark.parametrize(
    ("name", "reason", "seal"),
    [
        ("publisher", "An earthquake.", None),
        ("chief", "  ", None),
        ("chief", "An earthquake.", "01" + "0" * 64),
    ],
)
def test_not_without_permission_reason_and_the_right_seal(
    newsroom: Newsroom, chief: Any, name: str, reason: str, seal: str | None
) -> None:
    page = newsroom.draft()
    user = chief if name == "chief" else newsroom.publisher

    with pytest.raises(Refusal):
        emergencies.break_glass(page, user=user, seal=seal or page.draft_seal, reason=reason)

    page.refresh_from_db()
    assert not page.live
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()
    assert not BreakGlass.objects.exists()


def test_a_superuser_needs_the_permission_too(newsroom: Newsroom) -> None:
    page, root = newsroom.draft(), newsroom.person("root", is_superuser=True)

    with pytest.raises(Refusal, match="permission to publish"):
        emergencies.break_glass(page, user=root, seal=page.draft_seal, reason="An earthquake.")
    group = root.groups.create(name="Night desk")
    group.permissions.add(Permission.objects.get(codename="break_glass"))
    emergencies.break_glass(page, user=root, seal=page.draft_seal, reason="An earthquake.")

    page.refresh_from_db()
    assert page.live


def test_neither_the_breaker_nor_a_contributor_countersigns(newsroom: Newsroom, chief: Any) -> None:
    page = newsroom.draft(owner=newsroom.publisher)
    entry = emergencies.break_glass(page, user=chief, seal=page.draft_seal, reason="An earthquake.")

    for user in (chief, newsroom.publisher, newsroom.reviewer):
        with pytest.raises(Refusal):
            emergencies.countersign(entry, user=user)

    assert emergencies.to_countersign().count() == 1


def test_the_screens_do_the_same(newsroom: Newsroom, chief: Any) -> None:
    page = newsroom.draft()
    alone, second = Client(), Client()
    alone.force_login(chief)
    second.force_login(newsroom.publisher)
    address = f"/admin/review/{page.pk}/alone/"

    assert second.get(address).status_code == 404
    form = alone.get(address).content.decode()
    assert page.draft_seal in form
    assert alone.post(address, {"reason": "", "seal": page.draft_seal}).status_code == 200
    assert not BreakGlass.objects.exists()
    assert alone.post(address, {"reason": "An earthquake.", "seal": page.draft_seal}).status_code == 302
    assert "An earthquake." in second.get("/admin/review/to-countersign/").content.decode()
    assert second.post("/admin/review/to-countersign/", {"entry": "x"}).status_code == 404
    entry = BreakGlass.objects.get()
    assert alone.post("/admin/review/to-countersign/", {"entry": entry.pk}).status_code == 403
    assert second.post("/admin/review/to-countersign/", {"entry": entry.pk}).status_code == 302
    assert not emergencies.to_countersign().exists()


def test_an_incomplete_story_is_not_published_even_so(newsroom: Newsroom, chief: Any) -> None:
    page = newsroom.draft(hero=[])
    client = Client()
    client.force_login(chief)

    answer = client.post(f"/admin/review/{page.pk}/alone/", {"reason": "Quick.", "seal": page.draft_seal})

    assert "incomplete" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live


def gone_again_during_its_review(newsroom: Newsroom, chief: Any) -> Any:
    page = newsroom.submitted(owner=newsroom.writer)
    newsroom.approve(page, newsroom.reviewer)
    emergencies.break_glass(page, user=chief, seal=page.draft_seal, reason="An earthquake.")
    page = type(page).objects.get(pk=page.pk)
    page.unpublish(user=newsroom.publisher)
    return page


def test_a_review_that_goes_on_keeps_its_approvals(newsroom: Newsroom, chief: Any) -> None:
    page = gone_again_during_its_review(newsroom, chief)

    newsroom.change(page, user=newsroom.publisher)

    assert page.current_workflow_task.name == "Publish sign-off"
    newsroom.approve(page, newsroom.publisher)
    page.refresh_from_db()
    assert page.live


def test_a_review_that_goes_on_still_knows_its_writers(newsroom: Newsroom, chief: Any) -> None:
    newsroom.writer.groups.add(*newsroom.publisher.groups.all())
    page = gone_again_during_its_review(newsroom, chief)

    with pytest.raises(Refusal, match="You worked on this story"):
        newsroom.approve(page, newsroom.writer)

    page.refresh_from_db()
    assert not page.live
