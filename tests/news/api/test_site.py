"""The menu and the site: what was approved, and what publishers have set."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from news.api.menus import MAX_ITEMS, nested
from news.models import FORMATS, FormatLabel, FormatSettings, NewsIndexPage, SiteSettings
from tests.newsroom import Newsroom, publish_directly

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def menu(reader: Client) -> Any:
    return reader.get("/api/v2/menus/").json()["items"]


def titles(items: Any) -> list[Any]:
    return [(item["title"], titles(item["children"])) for item in items]


def section(newsroom: Newsroom, parent: Page, title: str, **fields: Any) -> Any:
    parent.refresh_from_db()
    page = NewsIndexPage(title=title, slug=title.lower(), **{"show_in_menus": True} | fields)
    return publish_directly(parent, page, newsroom.publisher)


def test_the_menu_is_the_tree_of_pages_that_are_shown_in_menus(newsroom: Newsroom, reader: Client) -> None:
    world = section(newsroom, newsroom.home, "World")
    section(newsroom, world, "Africa")
    section(newsroom, section(newsroom, world, "Between", show_in_menus=False), "Deep")
    newsroom.live("brief", title="A guide", slug="guide", show_in_menus=True, **PLAIN)
    newsroom.live("brief", title="Not there", slug="other", **PLAIN)
    newsroom.topic_page("Yemen")

    items = menu(reader)

    # The guide's section stands before the world in the tree, and is in no menu.
    assert titles(items) == [("A guide", []), ("World", [("Africa", []), ("Deep", [])])]
    assert items[1]["children"][0] | {"id": 0, "uuid": "", "detail_url": ""} == {
        "id": 0,
        "uuid": "",
        "detail_url": "",
        "title": "Africa",
        "type": "news.NewsIndexPage",
        "path": "/world/africa/",
        "html_url": "https://example.org/world/africa/",
        "children": [],
    }
    assert reader.get(items[1]["detail_url"].removeprefix("https://example.org")).json()["title"] == "World"


def test_the_menu_shows_what_was_approved(newsroom: Newsroom, reader: Client) -> None:
    world, news = section(newsroom, newsroom.home, "World"), newsroom.news
    world.title, news.show_in_menus = "A change", True
    for page in (world, news):
        page.save_revision(user=newsroom.publisher)
    Page.objects.filter(pk=world.pk).update(title="Behind its back", draft_title="Behind its back")
    Page.objects.filter(pk=news.pk).update(show_in_menus=True)
    story = newsroom.draft("brief", title="A draft", slug="draft", show_in_menus=True, **PLAIN)

    assert titles(menu(reader)) == [("World", [])]
    newsroom.publish(story)
    assert titles(menu(reader)) == [("A draft", []), ("World", [])]


def test_hidden_pages_and_those_under_them_are_in_no_menu(newsroom: Newsroom, reader: Client) -> None:
    world = section(newsroom, newsroom.home, "World")
    section(newsroom, world, "Africa")
    restriction = PageViewRestriction.objects.create(page=world, restriction_type=PageViewRestriction.LOGIN)

    hidden = menu(reader)
    restriction.delete()

    assert hidden == []
    assert titles(menu(reader)) == [("World", [("Africa", [])])]


def test_the_order_is_that_of_the_tree_now(newsroom: Newsroom, reader: Client) -> None:
    one, two = (section(newsroom, newsroom.home, title) for title in ("One", "Two"))

    Page.objects.get(pk=two.pk).move(Page.objects.get(pk=one.pk), pos="left")

    assert titles(menu(reader)) == [("Two", []), ("One", [])]


def test_the_menu_is_of_the_site_that_is_asked(newsroom: Newsroom, reader: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    world = section(newsroom, newsroom.home, "World")
    section(newsroom, world, "Africa")
    Site.objects.create(hostname="world.example", port=443, root_page=world)

    there = reader.get("/api/v2/menus/", SERVER_NAME="world.example").json()["items"]

    assert titles(there) == [("Africa", [])]


def test_the_menu_is_two_queries_whatever_it_holds(newsroom: Newsroom, reader: Client) -> None:
    costs = []
    for title in ("One", "Two", "Three"):
        section(newsroom, newsroom.home, title)
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get("/api/v2/menus/")
        costs.append(len(queries))

    assert costs == [2, 2, 2]
    assert reader.get("/api/v2/menus/", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    assert reader.get("/api/v2/menus/?depth=1").status_code == 400
    assert MAX_ITEMS == 200


def test_items_stand_under_the_nearest_ancestor_of_the_menu() -> None:
    rows = [("0001", "a"), ("000100020003", "b"), ("0001000200030001", "c"), ("00010003", "d"), ("0002", "e")]

    items = nested((path, {"title": title}) for path, title in rows)

    assert titles(items) == [("a", [("b", [("c", [])]), ("d", [])]), ("e", [])]


def test_the_site_says_what_publishers_have_set(newsroom: Newsroom, reader: Client) -> None:
    site = Site.objects.get()
    SiteSettings.objects.create(
        site=site,
        newsletter_url="https://example.org/letter/",
        ethics_policy_url="https://example.org/ethics/",
    )
    labels = FormatSettings.objects.create(site=site)
    FormatLabel.objects.create(setting=labels, format="news.BriefPage", label="In short")

    answer = reader.get("/api/v2/site/")

    assert answer.json() == {
        "name": site.site_name,
        "html_url": "https://example.org/",
        "locale": "en",
        "labels": {name: kind.label for name, kind in FORMATS.items()} | {"news.BriefPage": "In short"},
        "contact_email": None,
        "newsletter_url": "https://example.org/letter/",
        "policies": {
            "corrections": None,
            "ethics": "https://example.org/ethics/",
            "privacy": None,
            "legal_notice": None,
        },
    }
    assert int(answer["Galley-Sequence"]) > 0
    assert reader.get("/api/v2/site/", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    assert reader.get("/api/v2/site/?a=1").status_code == 400


def test_reading_the_site_is_four_queries_and_writes_no_settings(newsroom: Newsroom, reader: Client) -> None:
    SiteSettings.objects.all().delete()

    with CaptureQueriesContext(connection) as queries:
        reader.get("/api/v2/site/")

    assert [q["sql"].split()[0] for q in queries] == ["SELECT"] * 4
    assert not SiteSettings.objects.exists()


def test_publishers_set_the_links(newsroom: Newsroom, client: Client) -> None:
    address = f"/admin/settings/news/sitesettings/{Site.objects.get().pk}/"
    values = {"newsletter_url": "https://example.org/letter/"}
    client.force_login(newsroom.reviewer)
    client.post(address, values)
    refused = SiteSettings.objects.filter(newsletter_url__gt="").exists()
    client.force_login(newsroom.publisher)
    client.post(address, values)

    assert not refused
    assert SiteSettings.objects.get().newsletter_url == "https://example.org/letter/"
