"""The admin's screens of ours: without serious barriers, fit for a phone, and safe for two at once."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visitor
from .test_journeys import headline, open_review, retitled, submit, wait_for_editor, with_topic, written
from .test_reader import overflows

# What is Wagtail 8.0.1's own: its sidebar and menus, the names of rich text fields and of buttons in blocks.
WAGTAILS = [
    "#wagtail-sidebar",
    ".w-minimap",
    ".Draftail-Editor",
    "[data-side-panel]",
    ".w-header",
    ".w-slim-header",
    ".c-sf-block__actions",
    "[data-streamfield-list-add]",
    "[data-streamfield-stream-container] .c-sf-add-button",
]


def ours() -> Any:
    """Return the context of axe-core: the page without what is Wagtail's."""
    return {"include": ["body"], "exclude": [[selector] for selector in WAGTAILS]}


def test_the_second_editor_is_told_and_nobody_loses_a_word(visit: Visitor) -> None:
    first, second = visit(), visit()
    title = headline("Two at one desk")
    desk = first.login("writer")
    written(first, "brief", title)
    address = desk.url.removeprefix(first.base)
    second.login("reviewer")
    second.expected = (
        "the server responded with a status of 400"  # Wagtail's autosave is told of the conflict
    )
    other = second.open(address)
    wait_for_editor(other)

    retitled(desk, f"{title}, as the first has it")
    other.locator("#id_standfirst").fill("As the second has it.")

    expect(other.get_by_text("Saving will overwrite a newer version.").first).to_be_visible()
    expect(other.locator("#id_standfirst")).to_have_value("As the second has it.")
    desk.reload()
    expect(desk.get_by_placeholder("Headline*")).to_have_value(f"{title}, as the first has it")
    second.picture("two-editors")


def test_queue_and_review_have_no_serious_barrier(visit: Visitor) -> None:
    writer, reviewer = visit(), visit()
    title = headline("A bridge closes")
    desk = writer.login("writer")
    written(writer, "brief", title)
    with_topic(desk)
    found = {"editor": writer.violations(context=ours())}
    submit(desk)
    reviewer.login("reviewer")
    found["dashboard"] = reviewer.violations(context=ours())
    screen = open_review(reviewer, title)
    found["review"] = reviewer.violations(context=ours())
    screen.get_by_role("link", name="Queue", exact=True).click()
    expect(screen.get_by_role("heading", name="Review queue")).to_be_visible()
    found["queue"] = reviewer.violations(context=ours())
    reviewer.picture("queue")

    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.parametrize("name", ["reviewer", "publisher"])
def test_the_queue_fits_a_phone(visit: Visitor, name: str) -> None:
    phone = visit("phone")
    page: Page = phone.login(name)
    page.get_by_role("link", name="Review queue").last.click()
    expect(page.get_by_role("heading", name="Review queue")).to_be_visible()

    assert not overflows(page)
    phone.picture(f"queue-phone-{name}")
    page.locator("td.title a").first.click()
    expect(page.locator(".g-actions")).to_be_visible()
    assert not overflows(page)
    phone.picture(f"review-phone-{name}")


def test_a_shared_preview_opens_for_somebody_without_a_login(visit: Visitor) -> None:
    writer, guest = visit(), visit("phone")
    title = headline("Seen by a guest")
    desk = writer.login("writer")
    written(writer, "brief", title)
    desk.reload()
    desk.get_by_role("tab", name="Desk").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Share a preview").click()
    screen = opened.value
    screen.get_by_role("button", name="Create link").click()
    link = screen.get_by_role("textbox", name="Link").input_value()

    guest.page.goto(link)
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(guest.page.get_by_text("This is a preview.")).to_be_visible()
    screen.get_by_role("button", name="Revoke link").click()
    expect(screen.get_by_text("revoked", exact=False).first).to_be_visible()
    guest.page.goto("about:blank")
    guest.page.goto(link)
    expect(guest.page.get_by_role("status")).to_contain_text("Ask for a new one.")
    assert guest.violations() == []


def test_the_checks_count_and_name_what_is_wrong(visit: Visitor) -> None:
    writer = visit()
    page = writer.login("writer")
    written(writer, "numbers list", headline("Checked"))

    page.get_by_role("button", name="Toggle checks").click()

    panel = page.locator("[data-side-panel=checks]")
    expect(panel.get_by_text("Number without a source")).to_be_visible()
    expect(panel.locator("[data-content-word-count]")).not_to_have_text("-")
    writer.picture("checks")
