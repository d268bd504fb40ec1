"""Documents follow what they are made of: few at once, many by the worker, at a constant cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.rich_text import RichText

from cms.core import clock
from cms.delivery.models import Change, PublishedDocument
from cms.publishing import pictures, verify
from cms.publishing.freshness import documents, rebuild, scopes
from cms.publishing.models import Rebuild
from news.models import Author, NewsIndexPage, RelatedStory, Topic, TopicPin
from tests.newsroom import Newsroom, publish_directly

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def work() -> None:
    """Let the worker do all that waits."""
    while rebuild.walk(now=clock.now(), batch=3):
        pass


def document(reader: Client, page: Any) -> Any:
    return reader.get(f"/api/v2/pages/{page.pk}/").json()


def linking(newsroom: Newsroom, target: Any, **fields: Any) -> Any:
    """Return a live story that links to `target` in its text and as a related story."""
    text = RichText(f'<p>See <a linktype="page" id="{target.pk}">there</a>.</p>')
    page = newsroom.draft(title="Linking", body=[("paragraph", text)], **PLAIN, **fields)
    draft = page.get_latest_revision().as_object()
    draft.related.set([RelatedStory(target=target, sort_order=0)])
    draft.save_revision(user=newsroom.writer, clean=False)
    newsroom.publish(page)
    return page


def links(reader: Client, page: Any) -> tuple[bool, list[str]]:
    shown = document(reader, page)
    return "<a href" in shown["body"][0]["value"], [related["path"] for related in shown["related"]]


def test_a_detail_names_its_parent_as_it_was_published_last(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(**PLAIN)
    newsroom.news.title = "World"
    revision = newsroom.news.save_revision(user=newsroom.publisher)
    before = document(reader, page)["meta"]["parent"]

    revision.publish(user=newsroom.publisher)

    parent = document(reader, newsroom.news)
    meta = {name: parent["meta"][name] for name in ("type", "detail_url", "html_url")}
    assert before == {"id": newsroom.news.pk, "meta": meta, "title": "News"}
    assert document(reader, page)["meta"]["parent"] == before | {"title": "World"}
    assert document(reader, newsroom.home)["meta"]["parent"] is None


def test_an_alias_names_its_source_and_is_told_to_go_with_it(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(title="First", **PLAIN)
    alias = page.create_alias(parent=newsroom.home, update_slug="alias")
    named = document(reader, alias)["meta"]["alias_of"]

    PageViewRestriction.objects.create(page=newsroom.news, restriction_type="login")

    assert (named["id"], named["title"]) == (page.pk, "First")
    assert named["meta"]["html_url"] == "https://example.org/news/first/"
    assert reader.get(f"/api/v2/pages/{alias.pk}/").status_code == 404
    told = reader.get("/api/v2/changes/?since=0&limit=100").json()["items"]
    assert (str(alias.uuid), "unpublished") in {(change["uuid"], change["kind"]) for change in told[-3:]}


def test_a_section_of_aliases_goes_for_good(newsroom: Newsroom) -> None:
    newsroom.live(title="Story", slug="story", **PLAIN)
    locale = Locale.objects.create(language_code="ar")
    section = newsroom.news.copy_for_translation(locale, copy_parents=True, alias=True)
    newsroom.news.get_children().get().specific.copy_for_translation(locale, alias=True)
    uuids = {str(page.specific.uuid) for page in Page.objects.descendant_of(section, inclusive=True)}

    NewsIndexPage.objects.get(pk=section.pk).delete()

    last = {str(change.uuid): change.kind for change in Change.objects.order_by("sequence")}
    assert {last[uuid] for uuid in uuids} == {"deleted"}
    assert len(uuids) == 2


def test_aliases_of_a_converted_alias_are_told_of(newsroom: Newsroom) -> None:
    page = newsroom.live(**PLAIN)
    alias = page.create_alias(parent=newsroom.home, update_slug="alias")
    second = alias.create_alias(parent=newsroom.home, update_slug="second")

    ConvertAliasPageAction(alias, user=newsroom.writer).execute(skip_permission_checks=True)

    assert PublishedDocument.objects.visible().get(pk=second.pk).is_announced


def test_links_come_with_the_publication_of_their_target_and_go_with_it(
    newsroom: Newsroom, reader: Client
) -> None:
    target = newsroom.draft(title="Target", slug="target", **PLAIN)
    page = linking(newsroom, target)
    assert links(reader, page) == (False, [])

    newsroom.publish(target)
    assert links(reader, page) == (True, ["/news/target/"])

    target.refresh_from_db()
    target.unpublish(user=newsroom.publisher)
    assert links(reader, page) == (False, [])


def test_a_new_title_or_slug_reaches_those_that_mention_it(newsroom: Newsroom, reader: Client) -> None:
    target = newsroom.live(title="Target", slug="target", **PLAIN)
    page = linking(newsroom, target)

    newsroom.publish_change(target, title="New title", slug="new-slug")

    (related,) = document(reader, page)["related"]
    assert (related["title"], related["path"]) == ("New title", "/news/new-slug/")
    assert 'href="/news/new-slug/"' in document(reader, page)["body"][0]["value"]


def test_deleting_the_target_takes_the_link_away(newsroom: Newsroom, reader: Client) -> None:
    target = newsroom.live(title="Target", slug="target", **PLAIN)
    page = linking(newsroom, target)

    target.delete(user=newsroom.publisher)

    assert links(reader, page) == (False, [])


def test_a_renamed_topic_and_author_reach_their_stories(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(topics=["Somalia"], **PLAIN)
    topic, author = Topic.objects.get(name="Somalia"), Author.objects.get()

    topic.name, author.name = "Republic of Somalia", "Another Name"
    topic.save()
    author.save()

    shown = document(reader, page)
    assert [t["name"] for t in shown["topics"]] == ["Republic of Somalia"]
    assert [b["name"] for b in shown["bylines"]] == ["Another Name"]


def test_a_deleted_topic_leaves_its_stories(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(topics=["Somalia", "Yemen"], **PLAIN)

    Topic.objects.get(name="Somalia").delete()

    assert [t["name"] for t in document(reader, page)["topics"]] == ["Yemen"]


def test_a_topic_page_gives_its_topic_a_path_and_takes_it_away(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(topics=["Somalia"], **PLAIN)

    topic_page = newsroom.topic_page("Somalia")
    assert document(reader, page)["topics"][0]["path"] == "/somalia/"

    topic_page.unpublish()
    assert document(reader, page)["topics"][0]["path"] is None


def test_a_topic_has_no_path_while_its_page_is_hidden(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(topics=["Somalia"], **PLAIN)
    topic_page = newsroom.topic_page("Somalia")

    restriction = PageViewRestriction.objects.create(page=topic_page, restriction_type="login")
    assert document(reader, page)["topics"][0]["path"] is None

    restriction.delete()
    assert document(reader, page)["topics"][0]["path"] == "/somalia/"


def test_a_draft_of_a_second_topic_page_takes_no_path_away(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(topics=["Somalia"], **PLAIN)
    topic_page = newsroom.topic_page("Somalia")

    topic_page.copy(update_attrs={"slug": "second"}, keep_live=False, user=newsroom.publisher)
    documents.put(page.pk, now=clock.now())

    assert document(reader, page)["topics"][0]["path"] == "/somalia/"


def test_an_alias_loses_a_deleted_picture_with_its_source(newsroom: Newsroom, reader: Client) -> None:
    image = newsroom.image()
    image.make_renditions()
    page = newsroom.live(hero=[("figure", newsroom.figure(image=image))])
    alias = page.create_alias(parent=newsroom.home, update_slug="alias")

    pictures.delete(image, now=clock.now())

    assert [document(reader, shown)["hero"] for shown in (page, alias)] == [None, None]


def test_a_deleted_story_leaves_the_pins_of_a_topic_page(newsroom: Newsroom) -> None:
    story, topic_page = newsroom.live(**PLAIN), newsroom.topic_page("Somalia")
    topic_page.pins.set([TopicPin(story=story, sort_order=0)])
    topic_page.save_revision().publish()

    story.delete()

    assert list(verify.verify(now=clock.now())) == []


@pytest.fixture
def elsewhere(newsroom: Newsroom) -> Any:
    """Return a live section beside the news, with a story in it."""
    section = publish_directly(newsroom.home, NewsIndexPage(title="Elsewhere", slug="elsewhere"))
    story = newsroom.live(title="Target", slug="target", **PLAIN)
    story.move(section, pos="last-child", user=None)
    story.refresh_from_db()
    return section, story


def restrict(section: Any) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type="login")


def unpublish(section: Any) -> None:
    section.unpublish()


@pytest.mark.parametrize("hide", [restrict, unpublish])
def test_links_into_a_section_go_when_it_is_hidden(
    newsroom: Newsroom, reader: Client, elsewhere: Any, hide: Callable[[Any], None]
) -> None:
    section, story = elsewhere
    page = linking(newsroom, story)
    assert links(reader, page) == (True, ["/elsewhere/target/"])

    hide(section)

    assert links(reader, page) == (False, [])
    assert reader.get(f"/api/v2/pages/{story.pk}/").status_code == 404


@pytest.mark.parametrize("few", [0, 20])
def test_a_restricted_section_goes_with_its_restriction(
    newsroom: Newsroom, reader: Client, elsewhere: Any, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    section, story = elsewhere
    page = linking(newsroom, story)
    restrict(section)
    monkeypatch.setattr(scopes, "FEW", few)

    type(section).objects.get(pk=section.pk).delete()

    work()
    assert links(reader, page) == (False, [])
    assert not PageViewRestriction.objects.exists()
    assert list(verify.verify(now=clock.now())) == []


def test_a_new_slug_of_a_section_reaches_its_stories_and_their_users(
    newsroom: Newsroom, reader: Client, elsewhere: Any, django_capture_on_commit_callbacks: Any
) -> None:
    section, story = elsewhere
    page = linking(newsroom, story)
    section.refresh_from_db()
    section.slug = "renamed"

    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()

    assert document(reader, story)["meta"]["path"] == "/renamed/target/"
    assert links(reader, page) == (True, ["/renamed/target/"])


def test_many_users_wait_for_the_worker_at_a_constant_cost(
    newsroom: Newsroom, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "FEW", 2)
    pages = [newsroom.live(topics=["Somalia"], slug=f"story-{n}", **PLAIN) for n in range(4)]
    topic = Topic.objects.get(name="Somalia")
    before = document(reader, pages[0])
    topic.name = "Republic of Somalia"

    with CaptureQueriesContext(connection) as queries:
        topic.save()

    assert len([q for q in queries if "publishing_rebuild" in q["sql"]]) <= 6
    assert not [
        q for q in queries if "delivery_publisheddocument" in q["sql"].lower() and "UPDATE" in q["sql"]
    ]
    assert document(reader, pages[0]) == before
    assert [row[:2] for row in scopes.waiting()] == [("users", f"news.topic:{topic.pk}")]
    work()
    assert {document(reader, page)["topics"][0]["name"] for page in pages} == {"Republic of Somalia"}
    assert not Rebuild.objects.exists()


def test_a_change_while_the_worker_walks_starts_it_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        newsroom.live(slug=f"story-{n}", **PLAIN)
    scopes.everything_changed(now=clock.now())
    rebuild.walk(now=clock.now(), batch=2)

    scopes.everything_changed(now=clock.now())

    assert (Rebuild.objects.get().cursor, Rebuild.objects.get().done) == (0, 0)
    work()
    assert not Rebuild.objects.exists()


def test_a_new_host_is_one_row_for_the_worker(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live(**PLAIN)
    site = Site.objects.get()
    site.port = 444
    site.save()

    assert [row[:2] for row in scopes.waiting()] == [("everything", "")]
    work()

    assert document(reader, page)["meta"]["html_url"].startswith("http://example.org:444/")


def test_what_a_document_uses_is_no_change_for_readers(newsroom: Newsroom, reader: Client) -> None:
    target = newsroom.draft(title="Target", **PLAIN)
    page = linking(newsroom, target)
    before = reader.get(f"/api/v2/pages/{page.pk}/")

    documents.put(page.pk, now=clock.now())

    after = reader.get(f"/api/v2/pages/{page.pk}/")
    assert (after.content, after["ETag"], after["Galley-Sequence"]) == (
        before.content,
        before["ETag"],
        before["Galley-Sequence"],
    )
