"""What the editor's checks find in a draft, and that no reader ever gets their marks."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from wagtail.rich_text import RichText

from home.reader import checks
from home.wagtail_hooks import DraftChecks
from news.models import RelatedStory, StoryPage
from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom

from .test_preview import previewed


def issues(page: StoryPage) -> list[str]:
    return checks.issues(page.preview_document())


def shown_in_panel(newsroom: Newsroom, page: StoryPage, name: str) -> bool:
    """Whether the preview panel marks this in what was saved last."""
    request = RequestFactory().get("/", SERVER_NAME="example.org")
    request.user, request.in_preview_panel = newsroom.writer, True  # type: ignore[attr-defined]
    request.is_preview, request.preview_mode = True, ""  # type: ignore[attr-defined]
    page = StoryPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    return name in page.serve_preview(request, "").context_data["issues"]


def test_a_good_story_has_none(newsroom: Newsroom) -> None:
    items = newsroom.items("numbers")[:1]

    assert issues(newsroom.draft("numbers", items=items)) == []
    assert issues(newsroom.draft("watch")) == []


def test_a_long_headline_is_told(newsroom: Newsroom) -> None:
    assert issues(newsroom.draft("watch", title="a" * 90)) == []
    assert issues(newsroom.draft("watch", title="a" * 91)) == ["headline-length"]


def test_a_picture_without_a_credit_is_told(newsroom: Newsroom) -> None:
    figure = newsroom.figure(credit="")

    assert issues(newsroom.draft("watch", hero=[("figure", figure)])) == ["credit-missing"]
    body = [*newsroom.items("watch"), ("watch_item", {**newsroom.items("watch")[0][1], "figure": [figure]})]
    assert "credit-missing" in issues(newsroom.draft("watch", items=body))


@pytest.mark.parametrize(("kind", "field"), [("numbers", "items"), ("brief", "body")])
def test_a_number_without_a_source_is_told(newsroom: Newsroom, kind: str, field: str) -> None:
    block, value = next(item for item in newsroom.items(kind) if item[0].startswith("number"))

    page = newsroom.draft(kind, **{field: [(block, {**value, "source": []})]})

    assert issues(page) == ["number-without-source"]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_link_to_a_page_that_is_not_public_is_told(newsroom: Newsroom, is_public: Any) -> None:
    other = (newsroom.live if is_public else newsroom.draft)(hero=[], no_picture=True)
    link = RichText(f'<p>As <a linktype="page" id="{other.pk}">told</a>.</p>')
    page = newsroom.draft(body=[("paragraph", link)], slug="linking", hero=[], no_picture=True)

    assert shown_in_panel(newsroom, page, "page-not-public") is not is_public


@pytest.mark.parametrize("is_public", [True, False])
def test_a_related_story_that_is_not_public_is_told(newsroom: Newsroom, is_public: Any) -> None:
    other = (newsroom.live if is_public else newsroom.draft)(hero=[], no_picture=True)
    page = newsroom.draft(slug="relating", hero=[], no_picture=True)
    draft = page.get_latest_revision_as_object()
    draft.related.set([RelatedStory(target=other, sort_order=0)])
    draft.save_revision(user=newsroom.writer, clean=False)

    assert shown_in_panel(newsroom, page, "page-not-public") is not is_public


def test_marks_are_in_the_panel_alone(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", title="a" * 91)
    writer = Client()
    writer.force_login(newsroom.writer)
    address = f"/admin/pages/{page.pk}/edit/"

    panel = previewed(writer, address, form(title="a" * 91))
    beside = writer.get(f"{address}preview/?mode=").content.decode()

    assert 'data-check="headline-length"' in panel
    assert "userbar.js" in panel
    for text in (beside, reader.get(page.url).content.decode()):
        assert "data-check" not in text
        assert "userbar" not in text


def test_the_editor_is_told_in_words(newsroom: Newsroom) -> None:
    writer = Client()
    writer.force_login(newsroom.writer)

    text = writer.get(f"/admin/pages/{newsroom.draft().pk}/edit/").content.decode()

    assert "image-alt" in DraftChecks.axe_run_only
    for said in (str(title) for title, _todo in checks.MESSAGES.values()):
        assert said in text
