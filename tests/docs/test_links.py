"""Links, anchors, paths and names of the documentation exist, and its first pages stay short."""

from pathlib import Path

import pytest

from tests.docs.links import faults_of_links, faults_of_names
from tests.docs.pages import ROOT, documents
from tests.docs.questions import hops

LARGEST = {"README.md": 6_000, "ARCHITECTURE.md": 10_000, "CONTRIBUTING.md": 8_000}
PAGES = {str(page.relative_to(ROOT)): page for page in documents()}
# History names what was there then, and examples are in other repositories.
NAMING = sorted(PAGES.keys() - {"CHANGELOG.md", "docs/dev/examples.md"})


@pytest.mark.parametrize("name", LARGEST)
def test_the_first_pages_are_short(name: str) -> None:
    assert (ROOT / name).stat().st_size <= LARGEST[name]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_link_leads_somewhere(name: str) -> None:
    assert list(faults_of_links(PAGES[name])) == []


@pytest.mark.parametrize("name", NAMING)
def test_everything_that_is_named_exists(name: str) -> None:
    assert list(faults_of_names(PAGES[name])) == []


def test_what_is_not_there_is_reported(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    names = "`cms/gone.py` `cms.gone.it` `cms.core.clock.gone` `test_of_nothing_at_all` `news.StoryPage`"
    page.write_text(f"# A b\n\n[1](gone.md) [2](#a-b) [3](#c) {names}")

    assert list(faults_of_links(page)) == ["gone.md", "#c"]
    assert list(faults_of_names(page)) == names.replace("`", "").split()[:-1]


def test_every_page_is_found_from_the_readme() -> None:
    assert {str(page.relative_to(ROOT)) for page in documents()} - set(hops(ROOT)) == set()
