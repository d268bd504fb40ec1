"""`fields=`: the parts of pages that a client asks for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from tests.newsroom import Newsroom

SharedRows = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def shared(shared_rows: SharedRows) -> Iterator[Any]:
    with shared_rows():
        yield Newsroom().live("numbers", slug="hard-numbers")


@pytest.fixture
def story(shared: Any, db: None) -> Any:
    return shared


def listed(reader: Client, fields: str, more: str = "") -> dict[str, Any]:
    answer = reader.get(f"/api/v2/pages/?type=news.NumbersListPage&fields={fields}{more}")
    assert answer.status_code == 200, answer.content
    (item,) = answer.json()["items"]
    return item


def test_names_are_added_to_the_card(story: Any, reader: Client) -> None:
    card = reader.get("/api/v2/pages/?type=news.NumbersListPage").json()["items"][0]
    whole = reader.get(f"/api/v2/pages/{story.pk}/").json()

    assert listed(reader, "items") == card | {"items": whole["items"]}
    assert listed(reader, "seo_title")["meta"] == card["meta"] | {"seo_title": ""}
    assert listed(reader, "*") == whole


def test_an_underscore_begins_with_nothing(story: Any, reader: Client) -> None:
    assert listed(reader, "_") == {}
    assert listed(reader, "_,title") == {"title": story.title}
    assert listed(reader, "_,slug,title") == {"title": story.title, "meta": {"slug": "hard-numbers"}}
    assert listed(reader, "_,teaser(text)").keys() == {"teaser"}


def test_a_minus_takes_away(story: Any, reader: Client) -> None:
    whole = reader.get(f"/api/v2/pages/{story.pk}/").json()

    assert listed(reader, "*,-items").keys() == whole.keys() - {"items"}
    assert "teaser" not in listed(reader, "-teaser")
    assert "slug" not in listed(reader, "-slug")["meta"]
    assert "meta" not in listed(reader, "-meta")


def test_parts_are_chosen_under_a_name(story: Any, reader: Client) -> None:
    refs = listed(reader, "topics")["topics"]

    assert listed(reader, "topics(_,slug)")["topics"] == [{"slug": ref["slug"]} for ref in refs]
    assert listed(reader, "topics(-path)")["topics"] == [{"slug": r["slug"], "name": r["name"]} for r in refs]
    assert listed(reader, "topics(*)")["topics"] == refs
    assert listed(reader, "_,meta(_,slug)") == {"meta": {"slug": "hard-numbers"}}
    assert listed(reader, "_,items(_,id)")["items"] == [
        {"id": i["id"]} for i in listed(reader, "items")["items"]
    ]


def test_a_detail_has_the_same_syntax(story: Any, reader: Client) -> None:
    address = f"/api/v2/pages/{story.pk}/"
    whole = reader.get(address)

    assert reader.get(f"{address}?fields=_,title").json() == {"title": story.title}
    assert reader.get(f"{address}?fields=-items").json().keys() == whole.json().keys() - {"items"}
    assert reader.get(f"{address}?fields=*").content == whole.content
    assert reader.get(f"{address}?fields=_,title")["ETag"] != whole["ETag"]


def test_parts_of_what_is_joined_can_be_chosen(story: Any, newsroom: Newsroom, reader: Client) -> None:
    home = reader.get(f"/api/v2/pages/{newsroom.home.pk}/?fields=_,lead(_,title),latest(_,id)").json()

    assert home == {"lead": {"title": story.title}, "latest": []}


def test_the_item_that_carries_the_topic_stays_with_the_card(story: Any, reader: Client) -> None:
    card = reader.get("/api/v2/pages/?topic=somalia").json()["items"][0]

    assert listed(reader, "_,matched_item", "&topic=somalia") == {"matched_item": card["matched_item"]}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("nothing", "unknown fields: nothing"),
        ("title,nothing,-nowhere", "unknown fields: nothing, nowhere"),
        ("topics(nothing)", "unknown fields: topics"),
        ("topics(slug(x))", "unknown fields: topics"),
        ("title,*", "fields error: '*' must be in the first position"),
        ("-*", "fields error: '*' cannot be negated"),
        ("title,", "fields error:"),
        ("topics(", "fields error:"),
        ("title title", "fields error:"),
        ("(" * 900, "fields error:"),
        ("a(" * 400, "fields error:"),
        ("a" * 1001, "at most 1000 characters"),
        ("body_html", "unknown fields: body_html"),
        ("__class__", "unknown fields: __class__"),
    ],
)
def test_what_pages_do_not_have_is_refused(story: Any, reader: Client, fields: str, message: str) -> None:
    for address in ("/api/v2/pages/?type=news.NumbersListPage&", f"/api/v2/pages/{story.pk}/?"):
        answer = reader.get(f"{address}fields={fields}")

        assert answer.status_code == 400
        assert message in answer.json()["detail"]
        assert answer.json()["errors"][0]["parameter"] == "fields"


def test_parts_that_only_other_types_have_are_left_out(story: Any, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/?fields=_,id,items,body&limit=50").json()["items"]

    by_id = {item["id"]: item.keys() for item in answer}
    assert by_id[story.pk] == {"id", "items"}
    assert {"id"} in by_id.values()
