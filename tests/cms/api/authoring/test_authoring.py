"""Programs write whole stories over HTTP, change a part, and write back what they have read."""

from typing import Any

import pytest

from news.models import Author, Byline, StoryPage
from tests.authoring import author, figure, sendable, story, without_ids
from tests.newsroom import FORMATS, Newsroom
from tests.newsroom_api import Api

DRAFT = {"version": "draft"}
PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def draft_of(page_id: int) -> Any:
    return StoryPage.objects.get(pk=page_id).specific.get_latest_revision_as_object()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_whole_story_is_created_and_read_as_it_was_sent(newsroom: Newsroom, kind: str) -> None:
    sent, api = story(newsroom, kind), Api(newsroom.writer)

    created = api.post("pages/", sent)

    assert created.status_code == 201, created.json()
    assert without_ids(sendable(created.json())) == without_ids(sendable(sent))
    read = api.get(f"pages/{created.json()['id']}/", **DRAFT)
    assert sendable(read.json()) == sendable(created.json())
    assert draft_of(created.json()["id"]).owner == newsroom.writer


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_read_is_written_back_without_a_change(newsroom: Newsroom, kind: str) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom, kind))
    path = f"pages/{created.json()['id']}/"
    read = api.get(path, **DRAFT)

    written = api.patch(path, sendable(read.json()))

    assert written.status_code == 200, written.json()
    assert written["ETag"] == read["ETag"]
    assert without_ids(written.json()) == without_ids(read.json())


def test_moments_are_kept_as_exactly_as_they_are_told(newsroom: Newsroom) -> None:
    api, sent = Api(newsroom.writer), story(newsroom, go_live_at="2030-07-04T12:00:00.123456Z")
    created = api.post("pages/", sent)

    written = api.patch(f"pages/{created.json()['id']}/", {"go_live_at": created.json()["go_live_at"]})

    assert created.json()["go_live_at"] == "2030-07-04T12:00:00.123Z"
    assert written["ETag"] == created["ETag"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_part_leaves_the_rest(newsroom: Newsroom, kind: str) -> None:
    api = Api(newsroom.writer)
    before = api.post("pages/", story(newsroom, kind)).json()

    after = api.patch(f"pages/{before['id']}/", {"standfirst": "Another."}).json()

    assert after == before | {"standfirst": "Another."}


def test_a_draft_may_lack_nearly_everything(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    place = {"parent_id": newsroom.news.pk}

    created = [
        api.post("pages/", {"title": "Bare", "meta": place | {"type": page_type._meta.label}})
        for page_type in FORMATS.values()
    ]

    slugs = ["bare", *(f"bare-{number}" for number in range(2, len(FORMATS) + 1))]
    assert [(answer.status_code, answer.json()["slug"]) for answer in created] == [(201, s) for s in slugs]


def test_two_drafts_may_have_the_longest_headline(newsroom: Newsroom) -> None:
    meta = {"type": "news.BriefPage", "parent_id": newsroom.news.pk}

    answers = [Api(newsroom.writer).post("pages/", {"title": "x" * 255, "meta": meta}) for _ in range(2)]

    assert [answer.json()["slug"] for answer in answers] == ["x" * 255, "x" * 253 + "-2"]


def test_what_is_not_sent_of_a_block_is_empty_and_has_its_default(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    page = newsroom.draft(**PLAIN)
    body = [{"type": "heading", "value": {"text": "Next"}}, {"type": "figure", "value": {}}]

    answer = api.patch(f"pages/{page.pk}/", {"body": body})

    heading, picture = answer.json()["body"]
    assert heading["value"] == {"text": "Next", "level": "2"}
    assert picture["value"] == {"image": None, "alt": "", "decorative": False, "caption": "", "credit": ""}


def test_members_keep_their_ids_in_a_new_order(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom, "brief")).json()
    turned = created["body"][::-1]

    answer = api.patch(f"pages/{created['id']}/", {"body": turned})

    assert [m["id"] for m in answer.json()["body"]] == [m["id"] for m in turned]


def test_the_reading_of_a_number_is_made_and_not_sent(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom, "brief")).json()

    number = draft_of(created["id"]).body[-1].value

    assert number["reading"]["value"] == "43000"
    assert "reading" not in created["body"][-1]["value"]
    sent = [{"type": "number", "value": {"display": "5", "reading": {"display": "5", "value": "6"}}}]
    assert api.patch(f"pages/{created['id']}/", {"body": sent}).status_code == 422


# --- Rows


def test_rows_are_changed_added_taken_away_and_put_in_order(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom, "brief")).json()
    first, second = created["bylines"]
    rows = [second | {"role": "reporter"}, {"author": author("C. Writer").pk}]

    answer = api.patch(f"pages/{created['id']}/", {"bylines": rows}).json()

    assert [(row["author"], row["role"]) for row in answer["bylines"]] == [
        (second["author"], "reporter"),
        (author("C. Writer").pk, "writer"),
    ]
    assert answer["bylines"][0]["id"] == second["id"]
    assert not Byline.objects.filter(pk=first["id"]).exists()


def test_rows_that_are_only_in_the_draft_of_a_live_story_can_be_written_back(newsroom: Newsroom) -> None:
    page, api = newsroom.live(**PLAIN), Api(newsroom.writer)
    path = f"pages/{page.pk}/"
    api.patch(path, {"bylines": [{"author": author("B. Writer").pk}, {"author": author("C. Writer").pk}]})
    read = api.get(path, **DRAFT)

    again = api.patch(path, {"bylines": read.json()["bylines"]})

    assert again.status_code == 200, again.json()
    assert again["ETag"] == read["ETag"]
    names = [Author.objects.get(pk=row["author"]).name for row in again.json()["bylines"]]
    assert names == ["B. Writer", "C. Writer"]
    assert [byline.author.name for byline in page.bylines.all()] == ["A. Writer"]


# --- Live stories


def test_a_change_of_what_is_live_is_a_draft(newsroom: Newsroom) -> None:
    page, api = newsroom.live(**PLAIN), Api(newsroom.writer)

    answer = api.patch(f"pages/{page.pk}/", {"title": "Other"})

    assert answer.json()["title"] == "Other"
    page.refresh_from_db()
    assert (page.title, page.live, page.has_unpublished_changes) == ("A headline", True, True)


def test_a_changed_schedule_is_another_draft_and_goes_back_to_the_first_step(newsroom: Newsroom) -> None:
    page, api = newsroom.submitted(**PLAIN), Api(newsroom.publisher)
    newsroom.approve(page, newsroom.reviewer)
    seal = page.draft_seal

    answer = api.patch(f"pages/{page.pk}/", {"go_live_at": "2030-01-01T00:00:00Z"})

    assert answer.status_code == 200, answer.json()
    assert answer["ETag"] != f'"{seal}"'
    page.refresh_from_db()
    assert page.go_live_at is not None
    assert not page.live
    assert page.current_workflow_task.name == "Desk review"


def test_the_schedule_of_what_is_live_changes_in_the_draft_only(newsroom: Newsroom) -> None:
    page = newsroom.live(**PLAIN)

    answer = Api(newsroom.writer).patch(f"pages/{page.pk}/", {"expire_at": "2030-01-01T00:00:00Z"})

    assert answer.json()["expire_at"] == "2030-01-01T00:00:00Z"
    page.refresh_from_db()
    assert (page.expire_at, page.live, page.has_unpublished_changes) == (None, True, True)
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 0


def test_a_writer_can_t_change_the_schedule_of_what_is_in_review(newsroom: Newsroom) -> None:
    page = newsroom.submitted(**PLAIN)

    answer = Api(newsroom.writer).patch(f"pages/{page.pk}/", {"go_live_at": "2030-01-01T00:00:00Z"})

    assert answer.status_code == 403
    page.refresh_from_db()
    assert page.latest_revision.as_object().go_live_at is None


def test_a_new_version_is_no_substantive_update_until_it_is_ticked(newsroom: Newsroom) -> None:
    page, api = newsroom.live(substantive_update=True, **PLAIN), Api(newsroom.writer)
    path = f"pages/{page.pk}/"

    read = api.get(path, **DRAFT).json()
    kept = api.patch(path, {"title": "Other"}).json()
    ticked = api.patch(path, {"substantive_update": True}).json()

    values = [answer["substantive_update"] for answer in (read, kept, ticked)]
    assert values == [False, False, True]


# --- What is no story


def test_publishers_write_the_front_page_sections_and_topic_pages(newsroom: Newsroom) -> None:
    api, chosen = Api(newsroom.publisher), newsroom.live(**PLAIN)
    topic = newsroom.topic("Yemen")
    page = {
        "title": "Yemen",
        "meta": {"type": "news.TopicPage", "parent_id": newsroom.home.pk},
        "topic": topic.pk,
        "lead_mode": "pin",
        "pins": [{"story": chosen.pk, "until": "2030-01-01T00:00:00Z"}],
        "formats": ["news.BriefPage"],
        "hero": [{"type": "figure", "value": figure()}],
        "show_in_menus": True,
    }

    created = api.post("pages/", page)
    home = api.patch(
        f"pages/{newsroom.home.pk}/", {"lead": chosen.pk, "slots": [{"story": chosen.pk}], "intro": "Hello"}
    )

    assert created.status_code == 201, created.json()
    assert without_ids({n: created.json()[n] for n in page if n != "meta"}) == without_ids(
        {n: v for n, v in page.items() if n != "meta"}
    )
    assert home.status_code == 200, home.json()
    assert (home.json()["lead"], home.json()["slots"][0]["until"]) == (chosen.pk, None)


def test_publishers_write_topics_authors_and_series(newsroom: Newsroom) -> None:
    api = Api(newsroom.publisher)

    answers = [
        api.post("snippets/news.Topic/", {"name": "Chad", "slug": "chad"}),
        api.post("snippets/news.Author/", {"name": "D. Writer", "slug": "d-writer"}),
        api.post("snippets/news.Series/", {"name": "Deaths", "slug": "deaths", "unit": "deaths"}),
    ]
    series = answers[-1].json()
    changed = api.patch(f"snippets/news.Series/{series['id']}/", {"definition": "By the WHO."})

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert (changed.json()["unit"], changed.json()["definition"]) == ("deaths", "By the WHO.")


def test_the_words_of_a_picture_are_read_and_written(newsroom: Newsroom) -> None:
    image, api = newsroom.image(credit="REUTERS", uploaded_by_user=newsroom.writer), Api(newsroom.writer)
    words = {
        "title": "A harbour",
        "description": "Boats at dawn",
        "credit": "AFP",
        "default_caption": "Dawn",
        "copyright": "AFP",
        "usage_terms": "Once",
        "rights_expire_at": "2030-01-01",
        "is_file_photo": True,
    }

    assert api.get(f"images/{image.pk}/").json()["credit"] == "REUTERS"
    answer = api.patch(f"images/{image.pk}/", words)

    assert answer.status_code == 200, answer.json()
    assert {name: answer.json()[name] for name in words} == words


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")
def test_a_draft_that_older_rules_let_in_is_still_read(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN, body=[("heading", {"text": "x" * 500, "level": "2"})])

    answer = Api(newsroom.writer).get(f"pages/{page.pk}/", **DRAFT)

    assert answer.status_code == 200
    assert answer.json()["body"][0]["value"]["text"] == "x" * 500
