"""The list of redirects holds what readers may follow, as it stands at this moment."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, PageViewRestriction, Site

from tests.newsroom import Newsroom

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def listed(reader: Client, query: str = "") -> Any:
    return reader.get(f"/api/v2/redirects/{query}").json()


def test_redirects_to_public_pages_and_other_hosts_are_listed(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="here", **PLAIN)
    Redirect.add_redirect("/b", page, is_permanent=False)
    Redirect.add_redirect("/a", "https://other.example/")

    assert listed(reader) == {
        "meta": {"total_count": 2},
        "items": [
            {
                "old_path": "/a",
                "target": "https://other.example/",
                "permanent": True,
                "path": None,
                "detail_url": None,
            },
            {
                "old_path": "/b",
                "target": "https://example.org/news/here/",
                "permanent": False,
                "path": "/news/here/",
                "detail_url": f"https://example.org/api/v2/pages/{page.pk}/",
            },
        ],
    }
    assert [i["old_path"] for i in listed(reader, "?limit=1&offset=1")["items"]] == ["/b"]


def test_what_leads_to_nothing_public_is_in_no_item_and_no_count(newsroom: Newsroom, reader: Client) -> None:
    hidden = newsroom.live("brief", slug="secret", **PLAIN)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    targets = [
        newsroom.draft("brief", slug="draft", **PLAIN),
        hidden,
        "https://example.org/news/secret/",
        "HTTP://someone@Example.org.:80?x",
        "/news/secret/",
        "javascript:alert(1)",
    ]
    for n, target in enumerate(targets):
        Redirect.add_redirect(f"/{n}", target)
    Redirect.add_redirect("/more", "https://example.org.other.example/")

    answer = listed(reader)

    assert answer["meta"]["total_count"] == 1
    assert [item["old_path"] for item in answer["items"]] == ["/more"]


def test_the_redirect_of_the_site_stands_for_that_of_all(newsroom: Newsroom, reader: Client) -> None:
    other = Site.objects.create(hostname="other.example", root_page=newsroom.news)
    for site in (None, other, Site.objects.get(is_default_site=True)):
        Redirect.add_redirect("/x", f"https://{site.pk if site else 'all'}.example/", site=site)
    Redirect.add_redirect("/y", "https://all.example/")

    here = [item["target"] for item in listed(reader)["items"]]

    assert here == [f"https://{Site.objects.get(is_default_site=True).pk}.example/", "https://all.example/"]


def test_a_list_is_five_queries_and_fresh_at_once(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="here", **PLAIN)
    for n in range(3):
        Redirect.add_redirect(f"/{n}", page)
    before = reader.get("/api/v2/redirects/")
    again = reader.get("/api/v2/redirects/", HTTP_IF_NONE_MATCH=before["ETag"])
    Redirect.objects.filter(old_path="/1").delete()

    with CaptureQueriesContext(connection) as queries:
        after = reader.get("/api/v2/redirects/", HTTP_IF_NONE_MATCH=before["ETag"])

    assert (again.status_code, after.status_code, after.json()["meta"]["total_count"]) == (304, 200, 2)
    assert len(queries) == 5


def test_publishers_keep_redirects_and_the_log_tells(newsroom: Newsroom, client: Client) -> None:
    values = {"old_path": "/x", "redirect_link": "https://other.example/", "is_permanent": "on"}
    client.force_login(newsroom.reviewer)
    refused = client.post("/admin/redirects/add/", values)
    client.force_login(newsroom.publisher)
    client.post("/admin/redirects/add/", values)

    assert refused.status_code == 302
    assert Redirect.objects.get().old_path == "/x"
    assert [
        (e.action, e.user) for e in ModelLogEntry.objects.filter(object_id=str(Redirect.objects.get().pk))
    ] == [("wagtail.create", newsroom.publisher)]
    holders = Group.objects.filter(permissions__codename="add_redirect")
    assert [group.name for group in holders] == ["Publishers"]


def test_a_redirect_makes_nothing_public(newsroom: Newsroom, reader: Client) -> None:
    draft = newsroom.draft("brief", slug="draft", **PLAIN)
    before = reader.get("/api/v2/pages/")

    Redirect.add_redirect("/x", draft)

    assert reader.get("/api/v2/pages/").content == before.content
    assert reader.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
