"""Whatever somebody with all rights asks the admin, and however a form was bent: never a server error."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.cms.moderation.acts import form
from tests.newsroom import Newsroom
from tests.routes import ADMIN, routes
from tests.world import world

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
LONG_ID = "9" * 20  # no column holds it
INTEGERS = ("{pk}", "1", "0", "2147483648", LONG_ID, "9" * 60)
TEXTS = ("news", "%00", "a%00b", LONG_ID, "x" * 300, "%F0%9F%98%80", ";--", "..%2f..")
VALUES = (LONG_ID, "\x00", "-1", "", "2020-13-45", "[")
# What Wagtail's views and filters, and ours, read of an address.
NAMES = (  # noqa: SIM905
    "p page q id ordering order_by next locale page_type type fields limit offset child_of descendant_of"
    " for_explorer translation_of user action format export group collection_id tag width uid"
    " timestamp_from timestamp_to label status task requested_by started_at_from completed_at_from"
    " latest_revision_created_at_from last_published_at_from owner edited_by content_type live page_types"
    " target_pages user_perms link_text link_url multiple chosen step topic kind site title"
).split()
EACH_ALONE = (
    "p",
    "id",
    "q",
    "ordering",
    "page_type",
    "locale",
    "next",
    "user",
    "collection_id",
    "tag",
    "owner",
)
BULK = [
    f"/admin/bulk/{kind}/{action}/"
    for kind, actions in {
        "wagtailcore/page": "delete move publish unpublish",
        "news/newsimage": "delete add_tags add_to_collection",
        "auth/user": "delete assign_role set_active_state",
        "news/topic": "delete",
        "wagtailcore/nothing": "delete",
    }.items()
    for action in [*actions.split(), "nothing"]
]
NO_RICH_TEXTS = ("", "x", "[]", '{"blocks": 1}', '{"blocks": [1], "entityMap": {}}', "[" * 100_000)
_PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
_COMPARE = "admin/pages/{pk}/revisions/compare/{pk}...{pk}/"


@pytest.fixture
def root(newsroom: Newsroom) -> Client:
    """Return somebody who may do everything."""
    client = Client(raise_request_exception=False)
    client.force_login(newsroom.person("root", is_superuser=True, is_staff=True))
    return client


def asked(client: Client, method: str, address: str, data: Any = None, **headers: str) -> int:
    """Return the status; what the request did is undone."""
    with transaction.atomic():
        status = getattr(client, method)(address, data or {}, **headers).status_code
        transaction.set_rollback(True)
    return int(status)


def addresses(pk: int, *, kinds: int) -> Iterator[str]:
    """Return each admin route with ids and texts of so many kinds in its places; the first are good ones."""
    for route in routes():
        if not route.startswith(ADMIN) or route == "admin/logout/":
            continue
        plain = _COMPARE if "compare" in route else route.replace("^", "").replace(".*", "nothing")
        for number in range(kinds if _PARAMETER.search(plain) else 1):
            yield "/" + _filled(plain, number).replace("{pk}", str(pk))


def _filled(route: str, number: int) -> str:
    def value(match: re.Match[str]) -> str:
        kind = INTEGERS if match.group(1) == "int" else TEXTS
        return kind[number % len(kind)]

    return _PARAMETER.sub(value, route)


@pytest.mark.parametrize("address", BULK)
def test_ids_that_nothing_has_are_refused_in_bulk(root: Client, address: str) -> None:
    for value in ("\x00", LONG_ID, "x", ""):
        for method in ("get", "post"):
            status = asked(root, method, f"{address}?id={value}".replace("\x00", "%00"))
            assert status < 500, (method, value)


@pytest.mark.parametrize("text", NO_RICH_TEXTS)
def test_rich_text_that_is_no_json_changes_nothing(newsroom: Newsroom, root: Client, text: str) -> None:
    page = newsroom.draft(**PLAIN)
    path = f"/admin/pages/{page.pk}/edit/"
    before = world()

    answer = root.post(path, form() | {"body-0-value": text}, HTTP_ACCEPT="application/json")

    assert answer.status_code == 400
    assert world() == before


def test_who_sent_what_no_form_sends_is_told_so(newsroom: Newsroom, root: Client) -> None:
    page = newsroom.draft(**PLAIN)

    person = root.post(f"/admin/pages/{page.pk}/edit/", {"title": "x"})
    script = root.post(f"/admin/pages/{page.pk}/edit/", {"title": "x"}, HTTP_ACCEPT="application/json")

    assert (person.status_code, script.status_code) == (400, 400)
    assert "no form here sends" in person.content.decode()
    assert script["Content-Type"] == "application/problem+json"


def test_pictures_of_one_tag_can_be_searched(newsroom: Newsroom, root: Client) -> None:
    image = newsroom.image("harbour.png")
    image.tags.add("ports")
    image.save()

    for words, found in ((image.title, True), ("mountain", False)):
        answer = root.get(f"/admin/images/chooser/results/?q={words}&tag=ports")
        assert (answer.status_code, f"/{image.pk}/" in answer.content.decode()) == (200, found)


def test_a_next_that_leads_nowhere_is_refused(newsroom: Newsroom, root: Client) -> None:
    page = newsroom.draft(**PLAIN)

    assert root.post(f"/admin/pages/{page.pk}/lock/", {"next": "["}).status_code in {302, 400}


@pytest.mark.long
@pytest.mark.slow
def test_a_bent_form_is_never_a_server_error(newsroom: Newsroom, root: Client) -> None:
    page = newsroom.submitted(**PLAIN)
    path = f"/admin/pages/{page.pk}/edit/"
    data = form() | {"topics": [newsroom.topic("Somalia").pk]}
    failed = []

    for name in data:
        for value in (None, "null", "{}", *VALUES, *NO_RICH_TEXTS):
            bent = {k: v for k, v in data.items() if k != name} if value is None else data | {name: value}
            for target in (path, f"{path}preview/"):
                if asked(root, "post", target, bent, HTTP_ACCEPT="application/json") >= 500:
                    failed.append((target, name, value and value[:40]))

    assert failed == []


@pytest.mark.long
@pytest.mark.slow
def test_no_address_of_the_admin_is_a_server_error(newsroom: Newsroom, root: Client) -> None:
    page = newsroom.submitted(**PLAIN)
    failed = []

    for address in addresses(page.pk, kinds=max(len(INTEGERS), len(TEXTS))):
        for method in ("get", "post"):
            if asked(root, method, address) >= 500:
                failed.append((method, address))

    assert failed == []


@pytest.mark.long
@pytest.mark.slow
def test_no_query_of_the_admin_is_a_server_error(newsroom: Newsroom, root: Client) -> None:
    page = newsroom.submitted(**PLAIN)
    failed = []

    for address in addresses(page.pk, kinds=1):
        queries = [dict.fromkeys(NAMES, value) for value in VALUES]
        queries += [{name: value} for name in EACH_ALONE for value in VALUES[:2]]
        failed += [("get", address, q) for q in queries if asked(root, "get", address, q) >= 500]
        posts = queries[: len(VALUES)]
        failed += [("post", address, q) for q in posts if asked(root, "post", address, q) >= 500]

    assert failed == []
