"""What the gate asks of every request to the newsroom's API, before anything else looks at it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.api.newsroom import idempotency
from cms.api.newsroom.api import newsroom_api
from cms.api.newsroom.openapi import operations
from cms.api.newsroom.preconditions import draft_etag
from cms.api.newsroom.scopes import Scope
from news.models import Author, BriefPage, NewsIndexPage
from tests.newsroom import Newsroom, publish_directly
from tests.newsroom_api import Api

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
BOMB = b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
NO_OBJECTS = [b"[]", b"null", b'"text"', b"1", b"{", b"\xff\xfe", b'{"title": NaN}', b"[" * 200_000, BOMB]


def created(newsroom: Newsroom, **more: Any) -> dict[str, Any]:
    return {"title": "Sent", "meta": {"type": "news.BriefPage", "parent_id": newsroom.news.pk}} | more


# --- Scopes


@pytest.mark.parametrize(
    ("path", "scope"), [("whoami/", "profile"), ("redirects/", "drafts"), ("pages/", "drafts")]
)
def test_a_token_without_the_scope_is_told_which_one_is_missing(
    newsroom: Newsroom, path: str, scope: str
) -> None:
    others = [s for s in Scope if s != scope]

    answer = Api(newsroom.writer, scopes=others).get(path)

    assert (answer.status_code, answer.json()["missing_scope"]) == (403, scope)
    assert Api(newsroom.writer, scopes=[Scope(scope)]).get(path).status_code == 200


def test_a_token_to_read_drafts_writes_nothing(newsroom: Newsroom) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer, scopes=[Scope.DRAFTS])

    answers = [
        api.patch(f"pages/{page.pk}/", {"title": "Other"}),
        api.delete(f"pages/{page.pk}/"),
        api.post("pages/", created(newsroom)),
    ]

    assert [(a.status_code, a.json()["missing_scope"]) for a in answers] == [(403, "write")] * 3
    page.refresh_from_db()
    assert page.latest_revision.as_object().title == "A headline"


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("patch", "", {"title": "Other", "meta": {"action": "publish"}}),
        ("delete", "", {}),
        ("post", "actions/move/", {"destination_id": "{root}"}),
        ("post", "actions/copy/", {"destination_id": "{news}"}),
        ("post", "actions/create_alias/", {"destination_id": "{news}"}),
    ],
)
def test_a_token_to_write_drafts_changes_nothing_that_is_live(
    newsroom: Newsroom, method: str, path: str, data: dict[str, Any]
) -> None:
    section = publish_directly(newsroom.news, NewsIndexPage(title="Section", slug="section"))
    api = Api(newsroom.publisher, scopes=[s for s in Scope if s != Scope.PUBLISH])
    places = {"{root}": newsroom.home.pk, "{news}": newsroom.news.pk}
    before = list(Page.objects.order_by("pk").values())

    answer = api.send(
        method,
        f"pages/{section.pk}/{path}",
        {name: places.get(str(value), value) for name, value in data.items()},
        HTTP_IF_MATCH=draft_etag(section.pk),
    )

    assert (answer.status_code, answer.json()["missing_scope"]) == (403, "publish")
    assert list(Page.objects.order_by("pk").values()) == before


def test_a_token_to_write_drafts_creates_nothing_live_whatever_it_calls_its_body(newsroom: Newsroom) -> None:
    api = Api(newsroom.publisher, scopes=[Scope.WRITE])
    meta = {"type": "news.NewsIndexPage", "parent_id": newsroom.home.pk, "action": "publish"}
    body = {"title": "Section", "meta": meta}

    assert api.post("pages/", body).json()["missing_scope"] == "publish"
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {api.text}"}
    disguised = api.client.generic(
        "POST", "/api/v3/pages/", json.dumps(body), content_type="multipart/form-data; boundary=x", **bearer
    )
    assert disguised.status_code == 403
    assert not NewsIndexPage.objects.filter(slug="section").exists()


def test_a_copy_that_is_a_draft_needs_no_more_than_write(newsroom: Newsroom) -> None:
    page = newsroom.live(**PLAIN)

    answer = Api(newsroom.publisher, scopes=[Scope.WRITE]).post(
        f"pages/{page.pk}/actions/copy/",
        {"destination_id": newsroom.news.pk, "keep_live": False, "slug": "copied"},
    )

    assert answer.status_code == 201
    assert not BriefPage.objects.get(slug="copied").live


def test_a_scope_adds_no_right(newsroom: Newsroom) -> None:
    page = newsroom.live(**PLAIN)

    answer = Api(newsroom.writer).post(
        f"pages/{page.pk}/actions/unpublish/", HTTP_IF_MATCH=draft_etag(page.pk)
    )

    assert answer.status_code == 403
    page.refresh_from_db()
    assert page.live


def test_every_operation_names_its_scope_and_what_publishes_has_its_own(newsroom: Newsroom) -> None:
    document = newsroom_api().get_openapi_schema()

    scopes = {o["operationId"]: o["security"][0]["NewsroomToken"] for _, o in operations(document)}

    assert {scope for [scope] in scopes.values()} <= set(Scope)
    assert [name for name, scope in scopes.items() if scope == ["profile"]] == ["whoami"]
    assert scopes["pages_update"] == ["write"]
    assert scopes["pages_actions_publish"] == scopes["pages_actions_unpublish"] == ["publish"]
    assert scopes["sites_update"] == scopes["redirects_create"] == ["publish"]


# --- Parameters, bodies, methods


@pytest.mark.parametrize(
    "query",
    [
        "{pk}/?foo=1",
        "{pk}/?version=draft&foo=1",
        "{pk}/?version=draft&version=live",
        "{pk}/?rich_text_format=%00",
        "{pk}/revisions/?user_id=somebody",
        "?offset=99999999999999999999",
        '?search="',
        "?search=" + "x" * 201,
    ],
)
def test_parameters_that_nobody_knows_or_can_take_are_refused(newsroom: Newsroom, query: str) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).get(f"pages/{query.replace('{pk}', str(page.pk))}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_lists_are_filtered_by_what_the_document_names(newsroom: Newsroom) -> None:
    page = newsroom.draft(title="Found", **PLAIN)
    newsroom.draft(title="Not found", **PLAIN)

    found = Api(newsroom.writer).get("pages/", title="Found").json()["items"]

    assert [item["id"] for item in found] == [page.pk]


@pytest.mark.parametrize("body", NO_OBJECTS, ids=lambda body: str(body[:20]))
def test_what_is_no_object_is_refused_at_once(newsroom: Newsroom, body: bytes) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)
    tag = draft_etag(page.pk)

    answers = [
        api.send("post", "pages/", body),
        api.send("patch", f"pages/{page.pk}/", body, HTTP_IF_MATCH=tag),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]


@pytest.mark.parametrize(
    "text", ['"a\\u0000b"', '"\\ud800"', "1e999", "123456789012345678901234567890", '{"\\u0000": 1}']
)
def test_what_nothing_can_store_is_named(newsroom: Newsroom, text: str) -> None:
    body = json.dumps(created(newsroom, standfirst="HERE")).replace('"HERE"', text)

    answer = Api(newsroom.writer).send("post", "pages/", body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "standfirst"]


def test_a_body_over_the_limit_is_refused(newsroom: Newsroom) -> None:
    answer = Api(newsroom.writer).send("post", "pages/", b'{"title": "' + b"x" * 3_000_000 + b'"}')

    assert answer.status_code == 413


def test_an_act_without_a_body_takes_none(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).post(
        f"pages/{page.pk}/actions/publish/", {"reason": "x"}, HTTP_IF_MATCH=draft_etag(page.pk)
    )

    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", "reason"])


def test_writing_can_be_switched_off(newsroom: Newsroom, settings: Any) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)
    settings.GALLEY_API_WRITES = False

    answers = [api.post("pages/", created(newsroom)), api.patch(f"pages/{page.pk}/", {"title": "Other"})]

    assert [(a.status_code, a["Allow"]) for a in answers] == [(405, "GET")] * 2
    assert api.get(f"pages/{page.pk}/").status_code == 200


def test_other_methods_are_a_problem_too(newsroom: Newsroom) -> None:
    answer = Api(newsroom.writer).send("put", "pages/", "{}")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_too_many_requests_are_told_when_to_come_again(newsroom: Newsroom, settings: Any) -> None:
    api, other = Api(newsroom.writer), Api(newsroom.writer)
    settings.GALLEY_API_RATE = "2/min"

    answers = [api.get("whoami/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert other.get("whoami/").status_code == 200


def test_what_is_used_is_not_deleted(newsroom: Newsroom) -> None:
    newsroom.live(**PLAIN)
    author = Author.objects.get()

    answer = Api(newsroom.publisher).delete(f"snippets/news.Author/{author.pk}/")

    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert Author.objects.filter(pk=author.pk).exists()


@pytest.mark.parametrize("pk", ["somebody", "-1", "9" * 30])
def test_what_is_no_id_is_not_there(newsroom: Newsroom, pk: str) -> None:
    assert Api(newsroom.publisher).get(f"snippets/news.Author/{pk}/").status_code == 404


def test_the_document_needs_a_token(newsroom: Newsroom, reader: Client) -> None:
    assert reader.get("/api/v3/openapi.json").status_code == 401
    assert Api(newsroom.writer).get("openapi.json").json()["openapi"].startswith("3.1")


# --- Preconditions


def test_of_two_writers_the_second_is_told_and_loses_nothing(newsroom: Newsroom) -> None:
    page = newsroom.draft(title="As read", **PLAIN)
    first, second = Api(newsroom.writer), Api(newsroom.reviewer)
    seen = second.get(f"pages/{page.pk}/", version="draft")["ETag"]

    done = first.patch(f"pages/{page.pk}/", {"title": "By the first"}, HTTP_IF_MATCH=seen)
    refused = second.patch(f"pages/{page.pk}/", {"title": "By the second"}, HTTP_IF_MATCH=seen)

    assert (done.status_code, refused.status_code) == (200, 412)
    assert refused["ETag"] == refused.json()["etag"] == done["ETag"] != seen
    draft = second.get(f"pages/{page.pk}/", version="draft")
    assert (draft.json()["title"], draft["ETag"]) == ("By the first", refused["ETag"])
    again = second.patch(f"pages/{page.pk}/", {"title": "By the second"}, HTTP_IF_MATCH=refused["ETag"])
    assert again.json()["title"] == "By the second"


def test_the_tag_is_the_seal_of_the_draft(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).get(f"pages/{page.pk}/", version="draft")

    assert answer["ETag"] == f'"{page.draft_seal}"'


@pytest.mark.parametrize("sent", ["", "*", "no tag"])
def test_a_change_without_the_tag_is_refused(newsroom: Newsroom, sent: str) -> None:
    page, api = newsroom.draft(**PLAIN), Api(newsroom.writer)
    headers = {"HTTP_IF_MATCH": sent} if sent else {}

    answers = [
        api.send("patch", f"pages/{page.pk}/", {"title": "Other"}, **headers),
        api.send("delete", f"pages/{page.pk}/", "", **headers),
        api.send("post", f"pages/{page.pk}/actions/revert/", {"revision_id": 1}, **headers),
        api.send("post", f"pages/{page.pk}/actions/convert_alias/", "", **headers),
    ]

    assert {answer.status_code for answer in answers} == {428}


def test_a_weak_tag_does_not_do(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)

    answer = Api(newsroom.writer).patch(
        f"pages/{page.pk}/", {"title": "Other"}, HTTP_IF_MATCH=f"W/{draft_etag(page.pk)}"
    )

    assert answer.status_code == 412


def test_a_stranger_s_page_is_as_if_it_were_not_there(newsroom: Newsroom) -> None:
    page = newsroom.draft(**PLAIN)
    api = Api(newsroom.person("colleague", "Writers"))

    answers = {
        method: [api.send(method, f"pages/{pk}/", {}, HTTP_IF_MATCH='"x"') for pk in (page.pk, 999_999)]
        for method in ("patch", "delete")
    }
    copies = [api.post(f"pages/{pk}/actions/copy/") for pk in (page.pk, 999_999)]

    for mine, missing in [*answers.values(), copies]:
        assert (mine.status_code, mine.content) == (404, missing.content)


# --- Keys


def test_a_post_under_a_key_is_done_once_and_answered_again(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)

    first = api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")
    again = api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert BriefPage.objects.count() == 1


def test_a_key_is_for_one_request_of_one_person(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)
    api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    other = api.post("pages/", created(newsroom, standfirst="Other"), HTTP_IDEMPOTENCY_KEY="k-1")
    colleague = Api(newsroom.reviewer).post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    assert other.status_code == 422
    assert colleague.status_code == 201
    assert BriefPage.objects.count() == 2


def test_what_was_refused_may_be_mended_under_its_key(newsroom: Newsroom) -> None:
    api = Api(newsroom.writer)

    refused = api.post("pages/", created(newsroom, title=""), HTTP_IDEMPOTENCY_KEY="k-1")
    mended = api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_a_key_is_forgotten_after_a_day(newsroom: Newsroom, time_machine: Any) -> None:
    api = Api(newsroom.writer)
    api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    time_machine.move_to(datetime.now(UTC) + idempotency.KEPT_FOR)
    again = api.post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY="k-1")

    assert again.status_code == 201
    assert "Idempotency-Replayed" not in again


@pytest.mark.parametrize("key", ["x" * 256, "\u00e4", "a\tb"])
def test_a_key_is_short_and_plain(newsroom: Newsroom, key: str) -> None:
    answer = Api(newsroom.writer).post("pages/", created(newsroom), HTTP_IDEMPOTENCY_KEY=key)

    assert answer.status_code == 400
