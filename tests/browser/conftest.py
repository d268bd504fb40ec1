"""A demo newsroom, a real browser, and what every page must keep: a quiet console, requests to us alone."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.databases import empty_database
from tests.services.server import HOST, demo, free_port, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE_MS = 15_000  # this machine may be busy; nothing waits for longer than it has to
FAILED = pytest.StashKey[bool]()
FOUND = "axe.run results"  # Wagtail's checks write what they find to the console
SERIOUS = frozenset({"serious", "critical"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here: it takes a browser, and is no part of the other suites."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember what failed, so that its pages are kept as pictures."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@dataclass
class Visit:
    """A page in a browser, and what went wrong on it.

    `expected` is what the browser says of an answer that a test asks for, such as that of a missing page.
    """

    page: Page
    base: str
    expected: str = "the server responded with a status of 404"
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the newsroom."""
        self.page.goto(self.base + path)
        return self.page

    def login(self, name: str) -> Page:
        """Log in as one of the demo's people, as people do."""
        self.open("/admin/")
        self.page.get_by_label("username").fill(name)
        self.page.get_by_label("password").fill(f"{name}-galley")
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("heading", name="My stories").wait_for()
        return self.page

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep a screenshot, for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)

    def violations(self, *, context: Any = None) -> list[str]:
        """Return the serious and critical violations that axe-core finds."""
        found = Axe().run(self.page, context=context).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:120]}"
            for rule in found
            if rule["impact"] in SERIOUS
            for node in rule["nodes"]
        ]

    def _watch(self) -> None:
        self.page.on("console", self._say)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._ask(request.url, request.resource_type))

    def _say(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(said in message.text for said in (self.expected, FOUND)):
            self.errors.append(message.text)

    def _ask(self, url: str, kind: str) -> None:
        if not url.startswith((self.base + "/", "data:", "blob:", "about:")):
            self.errors.append(f"a request to {url}")
        if kind in {"fetch", "xhr"}:
            self.asked.append(url.removeprefix(self.base))


Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def newsroom_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server over a demo of its own."""
    port = free_port()
    with (
        empty_database(tmp_path_factory.mktemp("newsroom")) as url,
        demo(port, database_url=url) as environment,
        serving("cms.wsgi", port, environment),
    ):
        yield f"http://{HOST}:{port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium."""
    if not CHROMIUM:
        pytest.skip("Chromium is not here: apt-get install chromium")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*options, "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, newsroom_url: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Return visits, each with cookies of its own; what went wrong on any of them fails the test."""
    visits: list[Visit] = []

    def begin(size: str = "desktop", **options: Any) -> Visit:
        context = browser.new_context(viewport=SIZES[size], **options)  # type: ignore[arg-type]
        begun = Visit(context.new_page(), newsroom_url)
        begun._watch()
        visits.append(begun)
        return begun

    yield begin
    for place, done in enumerate(visits):
        if request.node.stash.get(FAILED, default=False):
            done.picture(f"failed-{request.node.name}-{place}")
        done.page.context.close()
    assert [error for done in visits for error in done.errors] == []
