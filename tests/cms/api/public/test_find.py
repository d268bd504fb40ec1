"""What find answers beyond Wagtail's v2: ids, redirects, and addresses at which pages stood."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.core import clock
from cms.publishing.freshness import rebuild, scopes
from news.models import NewsIndexPage
from tests.newsroom import Newsroom, publish_directly

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
MOST_QUERIES = 8  # along one link of this site; five or fewer for anything else


def find(reader: Client, path: str) -> Any:
    with CaptureQueriesContext(connection) as queries:
        answer = reader.get("/api/v2/pages/find/", {"html_path": path})
    assert len(queries) <= MOST_QUERIES
    return answer


def target(reader: Client, path: str) -> Any:
    answer = find(reader, path)
    return answer.json()["redirect"] if answer.status_code == 200 else answer.status_code


def at(page: Any, path: str, *, permanent: bool = True) -> dict[str, Any]:
    return {
        "target": f"https://example.org{path}",
        "permanent": permanent,
        "path": path,
        "detail_url": f"https://example.org/api/v2/pages/{page.pk}/",
    }


def renamed(newsroom: Newsroom, page: Any, slug: str) -> None:
    """Return a section another slug."""
    page.refresh_from_db()
    page.slug = slug
    page.save_revision(user=newsroom.publisher).publish(user=newsroom.publisher)


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def work() -> None:
    while rebuild.walk(now=clock.now()):
        pass


def test_an_id_leads_to_the_detail_of_a_public_page_only(newsroom: Newsroom, reader: Client) -> None:
    page, draft = newsroom.live("brief", **PLAIN), newsroom.draft("brief", slug="draft", **PLAIN)

    answer = reader.get(f"/api/v2/pages/find/?id={page.pk}&min_sequence=1")

    assert (answer.status_code, answer["Location"]) == (302, f"/api/v2/pages/{page.pk}/?min_sequence=1")
    assert reader.get(f"/api/v2/pages/find/?id={draft.pk}").status_code == 404
    assert reader.get("/api/v2/pages/find/?id=999999").status_code == 404


@pytest.mark.parametrize("permanent", [True, False])
def test_a_redirect_tells_its_page_and_permanence(
    newsroom: Newsroom,
    reader: Client,
    *,
    permanent: bool,
) -> None:
    page = newsroom.live("brief", slug="now", **PLAIN)
    Redirect.add_redirect("/before?id=5", page, is_permanent=permanent)

    answer = find(reader, "/before?id=5")

    assert answer.json() == {"redirect": at(page, "/news/now/", permanent=permanent)}
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert reader.get(answer.request["PATH_INFO"], {"html_path": "/before"}).status_code == 404
    again = {"html_path": "/before?id=5"}
    assert reader.get("/api/v2/pages/find/", again, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_a_redirect_to_another_host_is_told_as_it_is(newsroom: Newsroom, reader: Client) -> None:
    Redirect.add_redirect("/away", "https://other.example/x?y=1")

    assert target(reader, "/away/") == {
        "target": "https://other.example/x?y=1",
        "permanent": True,
        "path": None,
        "detail_url": None,
    }


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example/", "https:///evil.example", "ftp://a.b/"]
)
def test_links_that_are_no_web_addresses_lead_nowhere(newsroom: Newsroom, reader: Client, link: str) -> None:
    Redirect.add_redirect("/away", link)

    assert target(reader, "/away/") == 404


def test_a_redirect_to_a_page_that_is_not_public_is_not_there(newsroom: Newsroom, reader: Client) -> None:
    draft = newsroom.draft("brief", slug="secret-draft", **PLAIN)
    hidden = newsroom.live("brief", slug="secret-story", **PLAIN)
    restrict(hidden)
    Redirect.add_redirect("/to-draft", draft)
    Redirect.add_redirect("/to-hidden", hidden)
    Redirect.add_redirect("/to-link", "https://example.org/news/secret-story/")
    nothing = find(reader, "/nothing").content

    answers = [find(reader, path) for path in ("/to-draft", "/to-hidden", "/to-link")]

    assert [(a.status_code, a.content) for a in answers] == [(404, nothing)] * 3


def test_the_redirect_of_the_site_comes_before_that_of_all_sites(newsroom: Newsroom, reader: Client) -> None:
    Redirect.add_redirect("/old", "https://all.example/")
    Redirect.add_redirect("/old", "https://one.example/", site=Site.objects.get())

    assert target(reader, "/old")["target"] == "https://one.example/"


def test_a_page_comes_before_a_redirect(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="here", **PLAIN)
    Redirect.add_redirect("/news/here", "https://other.example/")

    assert find(reader, "/news/here/")["Location"] == f"/api/v2/pages/{page.pk}/"


def test_redirects_of_another_site_are_not_followed(
    newsroom: Newsroom, reader: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    other = Site.objects.create(hostname="other.example", port=443, root_page=newsroom.news)
    page = newsroom.live("brief", slug="found", **PLAIN)
    Redirect.add_redirect("/old", page, site=other)

    there = reader.get("/api/v2/pages/find/?html_path=/old", SERVER_NAME="other.example")

    assert target(reader, "/old") == 404
    assert there.json()["redirect"]["target"] == "https://other.example/found/"


def test_a_former_address_and_a_redirect_are_five_queries(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="first", **PLAIN)
    newsroom.publish_change(page, slug="second")
    Redirect.add_redirect("/old", page)

    for path in ("/old", "/news/first/", "/nothing/"):
        with CaptureQueriesContext(connection) as queries:
            reader.get("/api/v2/pages/find/", {"html_path": path})
        assert len(queries) <= 5


def test_a_link_to_this_site_is_followed_to_its_page(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="here", **PLAIN)
    Redirect.add_redirect("/a", "http://EXAMPLE.org:8000/b?x=1#y", is_permanent=False)
    Redirect.add_redirect("/b", "/news/here/")

    assert target(reader, "/a") == at(page, "/news/here/", permanent=False)


def test_circles_and_long_chains_lead_nowhere(newsroom: Newsroom, reader: Client) -> None:
    newsroom.live("brief", slug="here", **PLAIN)
    for old, new in [("/a", "/b"), ("/b", "/a"), ("/c", "/c"), ("/1", "/2"), ("/2", "/3"), ("/3", "/4")]:
        Redirect.add_redirect(old, new)
    Redirect.add_redirect("/4", "/news/here/")

    with CaptureQueriesContext(connection) as queries:
        answers = [
            reader.get("/api/v2/pages/find/", {"html_path": path}).status_code
            for path in ("/a", "/c", "/1", "/2")
        ]

    assert answers == [404, 404, 404, 200]
    assert len(queries) <= 4 * 10


def test_a_moved_story_is_found_at_all_of_its_former_addresses(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="first", **PLAIN)
    newsroom.publish_change(page, slug="second")
    newsroom.publish_change(page, slug="third")

    assert target(reader, "/news/first/") == target(reader, "/news/second") == at(page, "/news/third/")
    assert find(reader, "/news/third/").status_code == 302


def test_addresses_that_were_never_public_lead_nowhere(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.draft("brief", slug="draft-slug", **PLAIN)
    newsroom.change(page, slug="public-slug")
    type(page).objects.filter(pk=page.pk).update(slug="public-slug", url_path="/home/news/public-slug/")
    page.refresh_from_db()
    newsroom.publish(page)
    restriction = restrict(page)
    newsroom.publish_change(page, slug="hidden-slug")
    newsroom.publish_change(page, slug="shown-slug")
    restriction.delete()

    assert target(reader, "/news/draft-slug/") == target(reader, "/news/hidden-slug/") == 404
    assert target(reader, "/news/public-slug/") == at(page, "/news/shown-slug/")


def test_a_story_that_is_hidden_is_not_found_at_a_former_address(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="first", **PLAIN)
    newsroom.publish_change(page, slug="second")
    nothing = find(reader, "/nothing").content

    restrict(page)

    assert find(reader, "/news/first/").content == nothing
    page.refresh_from_db()
    page.delete()
    assert find(reader, "/news/first/").status_code == 404


def test_the_last_public_page_at_an_address_counts(newsroom: Newsroom, reader: Client) -> None:
    one, two = (newsroom.live("brief", slug=slug, **PLAIN) for slug in ("x", "other"))
    newsroom.publish_change(one, slug="one")
    newsroom.publish_change(two, slug="x")
    newsroom.publish_change(two, slug="two")

    assert target(reader, "/news/x/") == at(two, "/news/two/")
    restrict(two)
    assert target(reader, "/news/x/") == at(one, "/news/one/")


def test_stories_of_a_renamed_section_are_found_before_the_worker_has_come(
    newsroom: Newsroom, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "FEW", 0)
    page = newsroom.live("brief", slug="story", **PLAIN)
    for slug in ("mistake", "world"):
        renamed(newsroom, newsroom.news, slug)

    before = [target(reader, f"/{section}/story/") for section in ("news", "mistake")]
    work()

    assert before == [at(page, "/world/story/")] * 2
    assert [target(reader, f"/{section}/story/") for section in ("news", "mistake")] == before
    assert target(reader, "/news/nothing/") == target(reader, "/world/nothing/") == 404


def test_renaming_a_section_costs_no_statement_for_each_story(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "FEW", 0)
    sections = [publish_directly(newsroom.home, NewsIndexPage(title=slug, slug=slug)) for slug in ("a", "b")]
    for n in range(3):
        newsroom.news = sections[1]
        newsroom.live("brief", slug=f"story-{n}", **PLAIN)

    costs = []
    for section in sections:
        with CaptureQueriesContext(connection) as queries:
            renamed(newsroom, section, f"{section.slug}-new")
        costs.append(len([q for q in queries if "publicaddress" in q["sql"]]))

    assert costs == [1, 1]
    assert Redirect.objects.count() == 0


def test_a_moved_section_takes_its_former_addresses_along(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.live("brief", slug="story", **PLAIN)
    place = publish_directly(newsroom.home, NewsIndexPage(title="World", slug="world"))

    NewsIndexPage.objects.get(pk=newsroom.news.pk).move(place, pos="last-child", user=newsroom.publisher)

    assert target(reader, "/news/story/") == at(page, "/world/news/story/")
    assert target(reader, "/news/") == at(newsroom.news, "/world/news/")
