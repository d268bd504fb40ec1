"""Forty items: saved in the editor, reordered, published and read at the cost of three."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from tests.newsroom import FORMATS, Newsroom

from .test_formats import add_url, decide, items_form, login, story_form

LIST_TYPE = FORMATS["numbers"]


def list_form(newsroom: Newsroom, count: int, **changes: Any) -> dict[str, Any]:
    """Return the editor's form of a list of `count` items, each about Yemen."""
    topic = {"deleted": "", "order": "0", "type": "item", "value": str(newsroom.topic("Yemen").pk)}
    item = items_form("numbers")["0"]["value"] | {"topics": {"count": "1", "0": topic}}
    items = [("number_item", item | {"kicker": f"Item {n}"}) for n in range(count)]
    return story_form(newsroom, "numbers", items=streamfield(items), **changes)


def reversed_order(ids: list[str]) -> dict[str, str]:
    """Return what the form says of items that keep their ids and stand in reverse order."""
    last = len(ids) - 1
    return {f"items-{n}-id": item_id for n, item_id in enumerate(ids)} | {
        f"items-{n}-order": str(last - n) for n in range(len(ids))
    }


def test_forty_items_keep_their_ids_through_reorder_and_edit(newsroom: Newsroom, reader: Client) -> None:
    writer, form = login(newsroom.writer), list_form(newsroom, 40)
    writer.post(add_url(newsroom, "numbers"), form)
    page = LIST_TYPE.objects.get()
    ids = [block.id for block in page.get_latest_revision_as_object().items]

    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    writer.post(edit, form | reversed_order(ids) | {"items-7-value-kicker": "Rewritten"})

    items = LIST_TYPE.objects.get().get_latest_revision_as_object().items
    assert [block.id for block in items] == ids[::-1]
    assert items[32].value["kicker"] == "Rewritten"
    newsroom.publish(LIST_TYPE.objects.get())
    detail = reader.get(f"/api/v2/pages/{page.pk}/").json()
    assert [item["id"] for item in detail["items"]] == ids[::-1]
    html = reader.get(detail["meta"]["path"]).content.decode()
    assert all(f'id="item-{item_id}"' in html for item_id in ids)


def sign_off_cost(newsroom: Newsroom, count: int) -> tuple[Any, int]:
    """Take a list of `count` items from the editor to its sign-off; return page and that step's queries."""
    writer, reviewer, publisher = map(login, (newsroom.writer, newsroom.reviewer, newsroom.publisher))
    form = list_form(newsroom, count, title=f"{count} items", slug=f"{count}-items")
    writer.post(add_url(newsroom, "numbers"), form)
    page = LIST_TYPE.objects.get(slug=f"{count}-items")
    writer.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), form | {"action-submit": "1"})
    decide(reviewer, page, "approve")
    with CaptureQueriesContext(connection) as queries:
        decide(publisher, page, "approve")
    return page, len(queries)


def test_forty_items_cost_what_three_cost(newsroom: Newsroom, reader: Client) -> None:
    sign_off_cost(newsroom, 1)  # fills the process's caches
    (few, publishing_few), (many, publishing_many) = sign_off_cost(newsroom, 3), sign_off_cost(newsroom, 40)

    reading = []
    for page, count in ((few, 3), (many, 40)):
        with CaptureQueriesContext(connection) as queries:
            detail = reader.get(f"/api/v2/pages/{page.pk}/").json()
        reading.append(len(queries))
        assert len(detail["items"]) == count

    assert reading == [1, 1]
    assert publishing_few == publishing_many
