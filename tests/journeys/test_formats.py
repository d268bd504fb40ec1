"""From the writer's first click to the reader, over HTTP, for each format."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.delivery.models import Change, PublishedDocument
from tests.newsroom import FORMATS, Newsroom, example

TEXT = "<p>Somebody said <b>something</b>.</p>"


def login(user: Any) -> Client:
    client = Client()
    assert client.login(username=user.username, password="secret")
    return client


def items_form(kind: str) -> Any:
    text = rich_text(TEXT, features=["bold", "italic", "link", "ol", "ul"])
    empty = {"count": "0"}
    number = {
        "display": "124",
        "kicker": "Sirens",
        "unit": "",
        "text": text,
        "topics": empty,
        "source": empty,
        "figure": empty,
    }
    watch = {"heading": "A shield", "text": text, "why_it_matters": "", "topics": empty, "figure": empty}
    return {
        "brief": streamfield([("paragraph", text)]),
        "numbers": streamfield([("number_item", number)]),
        "watch": streamfield([("watch_item", watch)]),
    }.get(kind) or streamfield(example(kind))


def story_form(newsroom: Newsroom, kind: str, **changes: Any) -> dict[str, Any]:
    figure = {
        "image": str(newsroom.image().pk),
        "alt": "People watch a screen",
        "caption": rich_text("In Seoul, <i>May 31</i>.", features=["italic", "link"]),
        "credit": "REUTERS/Kim Hong-Ji",
    }
    data = {
        "title": "Seoul gets a scare",
        "slug": "seoul-gets-a-scare",
        "standfirst": "Sirens in the morning.",
        "hero": streamfield([("figure", figure)]),
        "topics": [newsroom.topic("South Korea").pk],
        "bylines": inline_formset([]),
        "related": inline_formset([]),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
        "seo_title": "",
        "search_description": "",
        FORMATS[kind].items_field: items_form(kind),
    }
    topics = changes.pop("topics", data.pop("topics"))
    form: dict[str, Any] = nested_form_data(data | changes)
    return form | {"topics": topics}


def add_url(newsroom: Newsroom, kind: str) -> str:
    return reverse("wagtailadmin_pages:add", args=("news", FORMATS[kind].__name__.lower(), newsroom.news.pk))


def decide(client: Client, page: Page, action: str, comment: str = "") -> Any:
    state = TaskState.objects.for_instance(page).get(status=TaskState.STATUS_IN_PROGRESS)
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk))
    return client.post(url, {"comment": comment, "seal": page.draft_seal})


def public_pages(reader: Client, kind: str) -> list[Any]:
    label = f"news.{FORMATS[kind].__name__}"
    items: list[Any] = reader.get("/api/v2/pages/", {"type": label}).json()["items"]
    return items


@pytest.mark.parametrize("kind", FORMATS)
def test_story_goes_from_draft_to_reader_and_away(newsroom: Newsroom, reader: Client, kind: str) -> None:
    writer, reviewer, publisher = map(login, (newsroom.writer, newsroom.reviewer, newsroom.publisher))

    writer.post(add_url(newsroom, kind), story_form(newsroom, kind))
    page = FORMATS[kind].objects.get()
    assert not page.live
    assert public_pages(reader, kind) == []

    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    writer.post(edit, story_form(newsroom, kind) | {"action-submit": "1"})
    assert page.current_workflow_state.current_task_state.task.name == "Desk review"
    assert public_pages(reader, kind) == []

    decide(reviewer, page, "approve")
    assert page.current_workflow_task.name == "Publish sign-off"
    assert public_pages(reader, kind) == []

    decide(publisher, page, "approve")
    (card,) = public_pages(reader, kind)
    detail = reader.get(card["meta"]["detail_url"]).json()
    found = reader.get("/api/v2/pages/find/", {"html_path": card["meta"]["path"]})
    assert card["title"] == detail["title"] == "Seoul gets a scare"
    assert card["hero"]["credit"] == "REUTERS/Kim Hong-Ji"
    assert detail["hero"]["caption"] == "In Seoul, <i>May 31</i>."
    if kind in {"brief", "numbers", "watch"}:
        assert card["teaser"]["text"] == "Somebody said something."
    assert (found.status_code, found["Location"]) == (302, f"/api/v2/pages/{page.pk}/")
    assert "Seoul gets a scare" in reader.get(card["meta"]["path"]).content.decode()

    unpublish = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    asked = publisher.post(unpublish)
    assert "Why is it taken down" in asked.content.decode()
    assert len(public_pages(reader, kind)) == 1
    publisher.post(unpublish, {"reason": "The ministry has taken it back."})
    assert public_pages(reader, kind) == []
    assert reader.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert reader.get(card["meta"]["path"]).status_code == 404
    changes = Change.objects.filter(uuid=page.uuid).order_by("sequence")
    assert [change.kind for change in changes] == ["published", "unpublished"]


def test_submission_names_every_missing_field(newsroom: Newsroom) -> None:
    writer = login(newsroom.writer)
    figure = {"image": "", "alt": "", "caption": "null", "credit": ""}
    form = story_form(
        newsroom, "brief", hero=streamfield([("figure", figure)]), body=streamfield([]), topics=[]
    )

    draft = writer.post(add_url(newsroom, "brief"), form)
    page = FORMATS["brief"].objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    refused = writer.post(edit, form | {"action-submit": "1"})

    assert draft.status_code == 302
    errors = refused.context["form"].errors
    assert set(errors) == {"hero", "body", "topics"}
    assert errors["body"] == ["The story needs at least 1 paragraph."]
    assert errors["topics"] == ["Choose at least one topic."]
    assert set(errors["hero"].as_data()[0].block_errors[0].block_errors) == {"image", "credit"}
    assert not page.workflow_in_progress


def test_two_drafts_with_one_headline_get_two_slugs(newsroom: Newsroom) -> None:
    writer = login(newsroom.writer)

    for _ in range(2):
        writer.post(add_url(newsroom, "brief"), story_form(newsroom, "brief"))

    slugs = FORMATS["brief"].objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["seoul-gets-a-scare", "seoul-gets-a-scare-2"]


@pytest.mark.parametrize("who", ["writer", "reviewer", "publisher", "admin"])
def test_nobody_publishes_a_story_from_the_editor(newsroom: Newsroom, who: str) -> None:
    newsroom.person("admin", is_superuser=True)
    client = Client()
    assert client.login(username=who, password="secret")

    client.post(add_url(newsroom, "brief"), story_form(newsroom, "brief") | {"action-publish": "1"})
    page = FORMATS["brief"].objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    client.post(edit, story_form(newsroom, "brief") | {"action-publish": "1"})

    page.refresh_from_db()
    assert not page.live
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()


def test_changes_are_requested_with_a_reason_and_the_story_comes_back(newsroom: Newsroom) -> None:
    page = newsroom.submitted("brief")
    reviewer, writer = login(newsroom.reviewer), login(newsroom.writer)

    decide(reviewer, page, "reject", comment=" ")
    assert page.workflow_in_progress
    decide(reviewer, page, "reject", comment="Who said that?")
    assert page.current_workflow_state.status == "needs_changes"
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert "Who said that?" in writer.get(edit).content.decode()

    writer.post(edit, story_form(newsroom, "brief") | {"action-submit": "1"})
    assert page.current_workflow_task.name == "Desk review"


def test_publishers_publish_a_section_directly(newsroom: Newsroom, reader: Client) -> None:
    publisher = login(newsroom.publisher)
    edit = reverse("wagtailadmin_pages:edit", args=(newsroom.news.pk,))
    form = nested_form_data(
        {"title": "World", "slug": "news", "intro": "All of it.", "seo_title": "", "search_description": ""}
    )

    publisher.post(edit, form | nested_form_data({"comments": inline_formset([])}) | {"action-publish": "1"})

    section = reader.get(f"/api/v2/pages/{newsroom.news.pk}/").json()
    assert (section["title"], section["standfirst"]) == ("World", "All of it.")
