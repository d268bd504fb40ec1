"""The reader, as readers have it: every card whole, on phone and desktop, with a script and without."""

import json
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from .conftest import SIZES, Visitor

TOPIC = "/topics/north-korea/"
PLACES = ["/", TOPIC]
MAX_SCRIPT_BYTES = 15_000
MAX_SHIFT = 0.1
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def api(base: str, path: str) -> Any:
    with urlopen(f"{base}/api/v2/{path}") as answer:  # noqa: S310
        return json.load(answer)


def document(base: str, path: str) -> Any:
    """Return what the API says of the page at a path."""
    return api(base, f"pages/find/?html_path={path}")


def cards_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    chosen = page.get("slots", page.get("pins", []))
    newest = page.get("latest", page.get("feed", []))
    return [card for card in (page["lead"], *chosen, *newest) if card]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PLACES)
def test_each_card_shows_all_that_the_api_gives(visit: Visitor, size: str, path: str) -> None:
    reader = visit(size)
    page = reader.open(path)
    wanted = cards_of(document(reader.base, path))

    shown = page.locator("article.card")

    expect(shown).to_have_count(len(wanted))
    for place, card in enumerate(wanted):
        article = shown.nth(place)
        article.scroll_into_view_if_needed()
        expect(article.locator(".label").first).to_have_text(card["label"])
        expect(article.get_by_role("heading", level=2).first).to_have_text(card["title"])
        figure = article.locator("figure").first
        expect(figure.locator(".caption")).to_be_visible()
        expect(figure.locator(".credit")).to_have_text(card["hero"]["credit"])
        expect(figure.get_by_role("img")).to_have_attribute("alt", card["hero"]["alt"])
        expect(article.locator(".teaser").first).not_to_be_empty()
        assert figure.get_by_role("img").evaluate(
            "async (img) => { await img.decode(); return img.naturalWidth }"
        )
        expect(article.locator("summary")).to_have_count(1 if card["has_more"] else 0)
    assert not overflows(page)
    reader.picture(f"{'front' if path == '/' else 'north-korea'}-{size}", whole=True)


def test_more_opens_in_place_and_closes_without_a_request(visit: Visitor) -> None:
    reader = visit()
    page = reader.open(TOPIC)
    card = page.locator("article.card:has(summary)").first

    card.get_by_text("Read more", exact=True).click()
    expect(card.locator("details .block").first).to_be_visible()
    expect(card.locator(".teaser")).to_be_hidden()
    card.get_by_text("Show less", exact=True).click()
    expect(card.locator("details .block").first).to_be_hidden()
    expect(card.locator(".teaser")).to_be_visible()

    assert reader.asked == []


def test_more_stories_come_in_place_and_go_back_and_forth(visit: Visitor) -> None:
    reader = visit()
    page = reader.open("/news/")
    before = page.locator("article.card").count()
    page.get_by_role("link", name="More").click()
    expect(page.locator("article.card")).not_to_have_count(before)
    after = page.locator("article.card").count()
    page.locator("article.card h2 a").nth(after - 1).click()
    expect(page.locator("h1")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("News")
    assert after > before
    assert reader.asked
    assert all(address.startswith("/news/?cursor=") for address in reader.asked)


def test_the_search_finds_while_somebody_types(visit: Visitor) -> None:
    reader = visit()
    page = reader.open("/search/")

    page.get_by_label("Search").press_sequentially("korea", delay=20)

    expect(page.get_by_role("status")).to_contain_text("found for “korea”")
    expect(page.locator(".results mark").first).to_be_visible()
    expect(page).to_have_url(f"{reader.base}/search/?q=korea")
    page.get_by_label("Search").fill("zzzzzz")
    expect(page.get_by_role("status")).to_have_text("0 stories found for “zzzzzz”.")
    assert all(address.startswith("/api/v2/pages/") for address in reader.asked)
    reader.picture("search-desktop")


def test_without_a_script_everything_but_that_works(visit: Visitor) -> None:
    reader = visit(java_script_enabled=False)
    page = reader.open("/news/")
    first = page.locator("article.card h2").first.inner_text()
    card = page.locator("article.card:has(summary)").first
    card.get_by_text("Read more", exact=True).click()
    expect(card.locator("details .block").first).to_be_visible()

    page.get_by_role("link", name="More").click()
    expect(page.locator("article.card h2").first).not_to_have_text(first)
    page.get_by_label("Search").fill("korea")
    page.get_by_role("button", name="Find").click()

    expect(page.get_by_role("status")).to_contain_text("found for “korea”")
    page.locator(".results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_a_page_loads(visit: Visitor, size: str) -> None:
    reader = visit(size)
    story = document(reader.base, TOPIC)["lead"]["meta"]["path"]

    for path in [*PLACES, story, "/news/", "/search/?q=korea"]:
        page = reader.open(path)
        page.mouse.wheel(0, 3000)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFT) <= MAX_SHIFT, path


def test_the_text_does_not_wait_for_pictures(visit: Visitor) -> None:
    reader = visit()
    lead = document(reader.base, TOPIC)["lead"]
    reader.page.route("**/media/**", lambda _route: None)  # pictures that never come

    reader.page.goto(reader.base + lead["meta"]["path"], wait_until="commit")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text(lead["title"])
    expect(reader.page.locator(".block p").first).to_be_visible()


def test_all_scripts_together_are_small(visit: Visitor) -> None:
    reader = visit()
    sizes = []
    reader.page.on(
        "response",
        lambda answer: sizes.append(len(answer.body())) if answer.request.resource_type == "script" else None,
    )

    reader.open("/").wait_for_load_state("networkidle")

    assert 0 < sum(sizes) < MAX_SCRIPT_BYTES


def test_an_address_of_an_item_leads_to_it(visit: Visitor) -> None:
    reader = visit("phone")
    numbers = api(reader.base, "pages/?type=news.NumbersListPage&limit=1")["items"][0]
    whole = api(reader.base, f"pages/{numbers['id']}/")
    anchor = f"item-{whole['items'][-1]['id']}"

    page = reader.open(f"{numbers['meta']['path']}#{anchor}")

    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_the_keyboard_reaches_everything_in_order(visit: Visitor) -> None:
    reader = visit()
    page = reader.open(TOPIC)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article.card h2 a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article.card summary").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article.card details .block").first).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(visit: Visitor, size: str, scheme: str) -> None:
    reader = visit(size, color_scheme=scheme, reduced_motion="reduce")
    stories = [
        api(reader.base, f"pages/?type=news.{kind}&limit=1")["items"][0]["meta"]["path"]
        for kind in ("BriefPage", "NumbersListPage", "WatchListPage")
    ]
    author = api(reader.base, "authors/?limit=1")["items"][0]["slug"]

    found = {}
    paths = [*PLACES, *stories, "/news/", "/search/?q=korea", f"/authors/{author}/", "/nothing/", "/preview/"]
    for path in paths:
        page = reader.open(path)
        found[path] = reader.violations()
        assert not overflows(page), path

    assert {path: rules for path, rules in found.items() if rules} == {}
    reader.open(stories[1])
    reader.picture(f"story-{size}-{scheme}")


def test_a_page_from_right_to_left_and_on_paper_fits(visit: Visitor) -> None:
    reader = visit("phone")
    page = reader.open(TOPIC)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert not overflows(page)
    reader.picture("right-to-left-phone")
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.locator("article.card h2").first).to_be_visible()
    reader.picture("paper-phone")
