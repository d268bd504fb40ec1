"""What programs may not send is refused by name and place, and nothing is kept of it."""

from collections.abc import Callable
from typing import Any

import pytest

from news.models import BriefPage, NewsImage
from tests.authoring import author, sendable, story
from tests.newsroom import Newsroom, picture_file
from tests.newsroom_api import Api
from tests.world import world

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
PICTURE = {"type": "figure", "value": {}}
HEADING = {"type": "heading", "value": {"text": "Next"}}
Sent = dict[str, Any]
Place = list[str | int]


def block(name: str, **value: Any) -> Sent:
    return {"body": [{"type": name, "value": value}]}


# What is sent to a draft brief, and where it is wrong.
UNFIT: dict[str, tuple[Sent, Place]] = {
    "unknown field": ({"colour": "red"}, ["colour"]),
    "field of another format": ({"items": []}, ["items"]),
    "field that is made": ({"updated_at": "2026-01-01T00:00:00Z"}, ["updated_at"]),
    "identity": ({"uuid": "6f1c0c1e-8a52-4a39-9d5f-2f0f5b8d7a10"}, ["uuid"]),
    "owner": ({"owner": 1}, ["owner"]),
    "field that stories lack": ({"show_in_menus": True}, ["show_in_menus"]),
    "unknown field of meta": ({"meta": {"colour": "red"}}, ["meta", "colour"]),
    "parent of what is there": ({"meta": {"parent_id": 1}}, ["meta", "parent_id"]),
    "another type": ({"meta": {"type": "news.NumbersListPage"}}, ["meta", "type"]),
    "unknown type": ({"meta": {"type": "news.Nothing"}}, ["meta", "type"]),
    "type of no kind": ({"meta": {"type": {}}}, ["meta", "type"]),
    "unknown field of a member": (
        {"body": [{"type": "heading", "value": {"text": "x"}, "colour": 1}]},
        ["body", 0, "colour"],
    ),
    "unknown field of a block": (block("heading", text="x", colour=1), ["body", 0, "value", "colour"]),
    "unknown field inside a block": (
        block("number", display="1", source=[{"name": "x", "colour": 1}]),
        ["body", 0, "value", "source", 0, "colour"],
    ),
    "unknown block": (block("map"), ["body", 0, "type"]),
    "block of another stream": ({"hero": [HEADING]}, ["hero", 0, "type"]),
    "member without a type": ({"body": [{"value": "x"}]}, ["body", 0, "type"]),
    "member without a value": ({"body": [{"type": "heading"}]}, ["body", 0, "value"]),
    "two pictures at the top": ({"hero": [PICTURE, PICTURE]}, ["hero"]),
    "two sources": (
        block("number", source=[{"name": "x"}, {"name": "y"}]),
        ["body", 0, "value", "source"],
    ),
    "a member's id twice": (
        {"body": [HEADING | {"id": "a"}, HEADING | {"id": "b"}, HEADING | {"id": "a"}]},
        ["body", 2, "id"],
    ),
    "an id with a space": ({"body": [HEADING | {"id": "a b"}]}, ["body", 0, "id"]),
    "long text of a block": (block("heading", text="x" * 121), ["body", 0, "value", "text"]),
    "long number": (block("number", display="1" * 41), ["body", 0, "value", "display"]),
    "unknown level": (block("heading", text="x", level="1"), ["body", 0, "value", "level"]),
    "level as a number": (block("heading", text="x", level=2), ["body", 0, "value", "level"]),
    "unknown kind": (block("number", display="1", kind="huge"), ["body", 0, "value", "kind"]),
    "no image": ({"hero": [{"type": "figure", "value": {"image": 999_999}}]}, ["hero", 0, "value", "image"]),
    "image by name": ({"hero": [{"type": "figure", "value": {"image": "x"}}]}, ["hero", 0, "value", "image"]),
    "image below zero": (
        {"hero": [{"type": "figure", "value": {"image": -1}}]},
        ["hero", 0, "value", "image"],
    ),
    "alt text of a decorative picture": (
        {"hero": [{"type": "figure", "value": {"alt": "x", "decorative": True}}]},
        ["hero", 0, "value", "alt"],
    ),
    "no address": (
        block("number", source=[{"name": "x", "url": "no address"}]),
        ["body", 0, "value", "source", 0, "url"],
    ),
    "no day": (
        block("number", source=[{"name": "x", "retrieved": "2026-02-30"}]),
        ["body", 0, "value", "source", 0, "retrieved"],
    ),
    "a day as seconds": (
        block("number", source=[{"name": "x", "retrieved": 0}]),
        ["body", 0, "value", "source", 0, "retrieved"],
    ),
    "element that can't be stored": (
        {"body": [{"type": "paragraph", "value": "<h2>x</h2>"}]},
        ["body", 0, "value"],
    ),
    "element that a caption can't have": (
        block("figure", caption="<b>x</b>"),
        ["body", 0, "value", "caption"],
    ),
    "long caption": (block("figure", caption="x" * 501), ["body", 0, "value", "caption"]),
    "link to no page": (
        {"body": [{"type": "paragraph", "value": '<p><a linktype="page" id="999999">x</a></p>'}]},
        ["body", 0, "value"],
    ),
    "link to what is no number": (
        {"body": [{"type": "paragraph", "value": '<p><a linktype="page" id="x">x</a></p>'}]},
        ["body", 0, "value"],
    ),
    "link to a huge number": (
        {"body": [{"type": "paragraph", "value": f'<p><a linktype="page" id="{"9" * 40}">x</a></p>'}]},
        ["body", 0, "value"],
    ),
    "link without a target": (
        {"body": [{"type": "paragraph", "value": '<p><a linktype="page">x</a></p>'}]},
        ["body", 0, "value"],
    ),
    "deep elements": ({"body": [{"type": "paragraph", "value": "<b>" * 5_000}]}, ["body", 0, "value"]),
    "unknown topic": ({"topics": [999_999]}, ["topics"]),
    "topic by name": ({"topics": ["Yemen"]}, ["topics", 0]),
    "unknown author": ({"bylines": [{"author": 999_999}]}, ["bylines", 0, "author"]),
    "no author": ({"bylines": [{"role": "writer"}]}, ["bylines", 0, "author"]),
    "unknown role": ({"bylines": [{"author": 1, "role": "boss"}]}, ["bylines", 0, "role"]),
    "unknown field of a row": ({"bylines": [{"author": 1, "colour": 1}]}, ["bylines", 0, "colour"]),
    "order of a row": ({"bylines": [{"author": 1, "sort_order": 1}]}, ["bylines", 0, "sort_order"]),
    "unknown related story": ({"related": [{"target": 999_999}]}, ["related", 0, "target"]),
    "element that a correction can't have": (
        {"corrections": [{"text": "<ul></ul>"}]},
        ["corrections", 0, "text"],
    ),
    "correction without a text": (
        {"corrections": [{"at": "2026-01-01T00:00:00Z"}]},
        ["corrections", 0, "text"],
    ),
    "correction at no time": ({"corrections": [{"text": "x", "at": None}]}, ["corrections", 0, "at"]),
    "empty headline": ({"title": ""}, ["title"]),
    "no headline": ({"title": None}, ["title"]),
    "long headline": ({"title": "x" * 256}, ["title"]),
    "empty slug": ({"slug": ""}, ["slug"]),
    "slug with a slash": ({"slug": "a/b"}, ["slug"]),
    "long slug": ({"slug": "x" * 256}, ["slug"]),
    "long standfirst": ({"standfirst": "x" * 301}, ["standfirst"]),
    "standfirst of no kind": ({"standfirst": ["x"]}, ["standfirst"]),
    "tick as a word": ({"is_breaking": "yes"}, ["is_breaking"]),
    "no moment": ({"deadline": "tomorrow"}, ["deadline"]),
    "moment as seconds": ({"deadline": 1_700_000_000}, ["deadline"]),
    "moment as seconds in a text": ({"deadline": "1700000000"}, ["deadline"]),
    "moment without a zone": ({"deadline": "2026-01-01T00:00:00"}, ["deadline"]),
    "moment before all": ({"deadline": "0001-01-01T00:00:00+14:00"}, ["deadline"]),
    "moment after all": ({"deadline": "9999-12-31T23:59:59-14:00"}, ["deadline"]),
    "expired already": ({"expire_at": "2020-01-01T00:00:00Z"}, ["expire_at"]),
    "live after it expires": (
        {"go_live_at": "2031-01-01T00:00:00Z", "expire_at": "2030-01-01T00:00:00Z"},
        ["go_live_at"],
    ),
    "list for a field": ({"hero": {"type": "figure"}}, ["hero"]),
    "null for a list": ({"topics": None}, ["topics"]),
}


def is_told(answer: Any, place: Place) -> bool:
    """Whether an answer is a problem of status 422 that names the place, and says something of each error."""
    if (answer.status_code, answer["Content-Type"]) != (422, "application/problem+json"):
        return False
    errors = answer.json()["errors"]
    return ["body", *place] in [e["loc"] for e in errors] and all(e["msg"] and e["type"] for e in errors)


def test_a_change_that_does_not_fit_is_refused_at_its_place(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)
    before = kept(world())

    answers = {name: api.patch(f"pages/{page.pk}/", sent) for name, (sent, _place) in UNFIT.items()}

    assert [name for name, answer in answers.items() if not is_told(answer, UNFIT[name][1])] == []
    assert kept(world()) == before


def test_a_new_story_that_does_not_fit_is_refused_likewise(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    place = {"type": "news.BriefPage", "parent_id": newsroom.news.pk}
    unfit = {name: case for name, case in UNFIT.items() if "meta" not in case[0] and name != "empty slug"}

    answers = {
        name: api.post("pages/", {"title": "New"} | sent | {"meta": place})
        for name, (sent, _place) in unfit.items()
    }

    assert [name for name, answer in answers.items() if not is_told(answer, unfit[name][1])] == []
    assert not BriefPage.objects.exists()


@pytest.mark.parametrize(
    "meta",
    [
        None,
        [],
        "x",
        1,
        {},
        {"type": None},
        {"type": {}},
        {"type": []},
        {"type": "x"},
        {"type": "wagtailcore.Page", "parent_id": 1},
        {"type": "news.StoryPage", "parent_id": 1},
        {"type": "news.BriefPage"},
    ],
)
def test_a_new_page_says_of_which_type_it_is_and_where(newsroom: Newsroom, meta: Any) -> None:
    answer = Api(newsroom.writer).post("pages/", {"title": "New", "meta": meta})

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"][0]["loc"][:2] == ["body", "meta"]


def kept(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave out what every request writes: when its token was used, and the gate's count."""
    return {name: value for name, value in rows.items() if "token" not in name and "grant" not in name}


def others_row(newsroom: Newsroom, mine: Sent, other: Sent) -> list[Sent]:
    return other["bylines"]


def row_twice(newsroom: Newsroom, mine: Sent, other: Sent) -> list[Sent]:
    return [mine["bylines"][0], mine["bylines"][0]]


def no_row(newsroom: Newsroom, mine: Sent, other: Sent) -> list[Sent]:
    return [mine["bylines"][0] | {"id": 999_999}]


@pytest.mark.parametrize("rows", [others_row, row_twice, no_row])
def test_a_row_of_no_place_in_the_page_is_refused(
    newsroom: Newsroom, rows: Callable[..., list[Sent]]
) -> None:
    api = Api(newsroom.writer)
    mine, other = (api.post("pages/", story(newsroom)).json() for _ in range(2))
    sent = rows(newsroom, mine, other)

    answer = api.patch(f"pages/{mine['id']}/", {"bylines": sent})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == [
        "body",
        "bylines",
        len(sent) - 1 if rows is row_twice else 0,
        "id",
    ]
    assert api.get(f"pages/{mine['id']}/", version="draft").json()["bylines"] == mine["bylines"]


def test_a_new_story_has_no_rows_yet(newsroom: Newsroom) -> None:
    sent = story(newsroom, bylines=[{"id": 1, "author": author().pk}])

    answer = Api(newsroom.writer).post("pages/", sent)

    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "bylines", 0, "id"])


def test_an_error_of_a_row_is_told_where_it_was_sent(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom)).json()
    rows = [{"author": 999_999}, *created["bylines"]]

    answer = api.patch(f"pages/{created['id']}/", {"bylines": rows})

    assert [error["loc"] for error in answer.json()["errors"]] == [["body", "bylines", 0, "author"]]


def test_a_slug_that_readers_know_is_not_given_twice(newsroom: Newsroom) -> None:
    newsroom.live(slug="taken", **PLAIN)
    page = newsroom.live(slug="known", **PLAIN)

    answer = Api(newsroom.writer).patch(f"pages/{page.pk}/", {"slug": "taken"})

    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "slug"])


def test_an_end_before_the_begin_that_is_set_is_refused(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom)).json()

    answer = api.patch(f"pages/{created['id']}/", {"expire_at": "2030-01-01T00:00:00Z"})

    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "expire_at"])


@pytest.mark.parametrize("key", ["id", "meta"])
def test_what_only_says_where_a_page_is_can_t_be_written(newsroom: Newsroom, key: str) -> None:
    api = Api(newsroom.writer)
    created = api.post("pages/", story(newsroom)).json()

    answer = api.patch(f"pages/{created['id']}/", {key: created[key]})

    assert answer.status_code == 422
    assert {error["loc"][1] for error in answer.json()["errors"]} == {key}
    assert sendable(api.get(f"pages/{created['id']}/", version="draft").json()) == sendable(created)


@pytest.mark.parametrize(
    ("path", "sent", "place"),
    [
        ("snippets/news.Topic/", {"name": "x", "slug": "x", "colour": 1}, ["colour"]),
        ("snippets/news.Topic/", {"name": "x", "slug": "x", "meta": {"colour": 1}}, ["meta", "colour"]),
        ("snippets/news.Topic/", {"name": "Somalia", "slug": "x"}, ["name"]),
        ("snippets/news.Topic/", {"name": "x" * 121, "slug": "x"}, ["name"]),
        ("snippets/news.Series/", {"name": "x", "slug": "x", "unit": "x" * 61}, ["unit"]),
    ],
)
def test_names_that_do_not_fit_are_refused(newsroom: Newsroom, path: str, sent: Sent, place: Place) -> None:
    newsroom.topic("Somalia")

    answer = Api(newsroom.publisher).post(path, sent)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", *place]


def test_what_a_picture_does_not_have_is_refused(newsroom: Newsroom) -> None:
    image = NewsImage.objects.create(title="A picture", file=picture_file(), uploaded_by_user=newsroom.writer)

    answer = Api(newsroom.writer).patch(f"images/{image.pk}/", {"colour": "red"})

    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "colour"])


def test_acts_refuse_what_they_do_not_take(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.publisher)
    tag = {"HTTP_IF_MATCH": f'"{page.draft_seal}"'}

    answers = [
        api.post(f"pages/{page.pk}/actions/copy/", {"colour": 1}),
        api.post(f"pages/{page.pk}/actions/move/", {"destination_id": 1, "colour": 1}, **tag),
        api.post(f"pages/{page.pk}/actions/revert/", {"revision_id": 1, "colour": 1}, **tag),
        api.post("sites/", {"hostname": "x.example", "root_page_id": newsroom.home.pk, "colour": 1}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert [answer.json()["errors"][0]["loc"] for answer in answers] == [["body", "colour"]] * 4


def test_text_is_read_as_it_is_stored_only(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)

    answers = [
        api.get(f"pages/{page.pk}/", rich_text_format=name) for name in ("db_html", "html", "markdown")
    ]

    assert [answer.status_code for answer in answers] == [200, 400, 400]


# --- Uploads: forms, whose values are texts


def upload(newsroom: Newsroom, **values: Any) -> Any:
    api = Api(newsroom.writer)
    return api.client.post("/api/v3/images/", values, HTTP_AUTHORIZATION=f"Bearer {api.text}")


def test_a_picture_is_uploaded_with_its_words(newsroom: Newsroom) -> None:
    words = {"title": "Up", "credit": "REUTERS", "is_file_photo": "true", "rights_expire_at": "2030-01-01"}

    answer = upload(newsroom, file=picture_file(), **words)

    assert answer.status_code == 201, answer.content
    assert {name: answer.json()[name] for name in words} == words | {"is_file_photo": True}


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"colour": "red"}, ["form", "colour"]),
        ({"title": "x" * 256}, ["form", "title"]),
        ({"is_file_photo": "perhaps"}, ["form", "is_file_photo"]),
        ({"rights_expire_at": "tomorrow"}, ["form", "rights_expire_at"]),
        ({"focal_point_x": "9" * 30}, ["form", "focal_point_x"]),
    ],
)
def test_an_upload_that_does_not_fit_is_refused(
    newsroom: Newsroom, values: dict[str, str], place: Place
) -> None:
    answer = upload(newsroom, file=picture_file(), **{"title": "Up"} | values)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"][0]["loc"] == place
    assert not NewsImage.objects.exists()
