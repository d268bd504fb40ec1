"""No save makes or changes live content without a seal; public answers never depend on live rows."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from cms.core.refusals import UnsealedWrite
from cms.delivery.models import PublishedDocument
from cms.publishing.models import KeptCopy
from news.models import BriefPage
from tests.newsroom import Newsroom


def save_live(page: Any) -> None:
    page.live = True
    page.save()


def update_live_field(page: Any) -> None:
    page.live = True
    page.save(update_fields=["live"])


def publish_revision(page: Any) -> None:
    page.get_latest_revision().publish()


def publish_revision_as_superuser(page: Any) -> None:
    from django.contrib.auth import get_user_model

    root = get_user_model().objects.create_superuser("root", "root@example.org", "secret")
    page.get_latest_revision().publish(user=root, skip_permission_checks=True)


@pytest.mark.parametrize(
    "act", [save_live, update_live_field, publish_revision, publish_revision_as_superuser]
)
def test_no_shell_puts_a_draft_live(newsroom: Newsroom, act: Callable[[Any], None]) -> None:
    page = newsroom.draft()

    with pytest.raises(UnsealedWrite):
        act(page)

    page.refresh_from_db()
    assert not page.live
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()


def test_a_story_is_not_born_live(newsroom: Newsroom) -> None:
    with pytest.raises(UnsealedWrite):
        newsroom.news.add_child(instance=BriefPage(title="Born live", slug="born-live", live=True))

    assert not BriefPage.objects.exists()


def test_a_live_story_is_not_rewritten(newsroom: Newsroom) -> None:
    page = newsroom.live()
    page.title = "Rewritten"

    with pytest.raises(UnsealedWrite):
        page.save()

    assert BriefPage.objects.get(pk=page.pk).title == "A headline"


def test_locks_and_bookkeeping_of_a_live_story_are_saved(newsroom: Newsroom) -> None:
    page = newsroom.live()
    page.locked, page.locked_by = True, newsroom.writer

    page.save(update_fields=["locked", "locked_by"])
    page.save()

    page.refresh_from_db()
    assert page.locked


def test_sql_behind_our_back_shows_to_nobody_and_is_named(newsroom: Newsroom, reader: Client) -> None:
    live, draft = newsroom.live(title="Approved"), newsroom.draft(title="Never approved")
    addresses = ["/api/v2/pages/", f"/api/v2/pages/{live.pk}/", f"/api/v2/pages/{draft.pk}/", live.get_url()]
    before = {address: reader.get(address).content for address in addresses}

    BriefPage.objects.filter(pk__in=[live.pk, draft.pk]).update(live=True, title="By SQL")

    assert {address: reader.get(address).content for address in addresses} == before
    out = StringIO()
    with pytest.raises(CommandError, match="2 findings"):
        call_command("verify_documents", stdout=out)
    assert out.getvalue().splitlines() == [
        f"page {live.pk} “By SQL”: live row differs from its kept copy",
        f"page {draft.pk} “By SQL”: live row has no kept copy",
    ]
    call_command("rebuild_documents", stdout=StringIO())
    assert {address: reader.get(address).content for address in addresses} == before


def test_verify_mends_a_stale_document(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="Approved")
    fresh = reader.get(f"/api/v2/pages/{page.pk}/").json()
    PublishedDocument.objects.filter(page_id=page.pk).update(body=b"{}", etag='"x"')

    with pytest.raises(CommandError):
        call_command("verify_documents", stdout=StringIO())

    assert reader.get(f"/api/v2/pages/{page.pk}/").json() == fresh
    call_command("verify_documents", stdout=StringIO())


def test_an_alias_shows_its_source_and_follows_it(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="First")

    alias = page.create_alias(update_slug="elsewhere", user=None)
    newsroom.publish_change(page, title="Second")

    alias.refresh_from_db()
    shown = reader.get(f"/api/v2/pages/{alias.pk}/").json()
    assert (alias.title, shown["title"], shown["meta"]["slug"]) == ("Second", "Second", "elsewhere")
    assert shown["uuid"] != reader.get(f"/api/v2/pages/{page.pk}/").json()["uuid"]


def test_an_alias_of_a_draft_or_with_other_words_is_refused(newsroom: Newsroom) -> None:
    page = newsroom.live(title="First")
    alias = page.create_alias(update_slug="elsewhere", user=None)
    alias.title = "Other words"

    with pytest.raises(UnsealedWrite):
        alias.save()

    alias.refresh_from_db()
    assert alias.title == "First"


def test_a_converted_alias_keeps_what_was_approved(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="First")
    alias = page.create_alias(update_slug="elsewhere", user=None)
    before = reader.get(f"/api/v2/pages/{alias.pk}/").json()

    from wagtail.actions.convert_alias import ConvertAliasPageAction

    ConvertAliasPageAction(Page.objects.get(pk=alias.pk).specific, user=newsroom.publisher).execute(
        skip_permission_checks=True
    )

    after = reader.get(f"/api/v2/pages/{alias.pk}/").json()
    assert before["meta"].pop("alias_of")["id"] == page.pk
    assert after["meta"].pop("alias_of") is None
    call_command("rebuild_documents", stdout=StringIO())
    again = reader.get(f"/api/v2/pages/{alias.pk}/").json()
    assert again["meta"].pop("alias_of") is None
    assert again == after == before
    assert KeptCopy.objects.filter(page_id=alias.pk, state="live").count() == 1


def test_unpublishing_takes_the_copy_away(newsroom: Newsroom) -> None:
    page = newsroom.live()

    page.unpublish(user=newsroom.publisher)

    assert not KeptCopy.objects.filter(page_id=page.pk).exists()
    with pytest.raises(UnsealedWrite):
        save_live(BriefPage.objects.get(pk=page.pk))


def test_copies_are_drafts(newsroom: Newsroom) -> None:
    page = newsroom.live()

    with pytest.raises(UnsealedWrite):
        page.copy(keep_live=True, update_attrs={"slug": "copy"}, user=None)
    copy = page.copy(keep_live=False, update_attrs={"slug": "copy"}, user=newsroom.reviewer)

    assert not copy.live
    assert copy.uuid != page.uuid
    assert BriefPage.objects.count() == 2
