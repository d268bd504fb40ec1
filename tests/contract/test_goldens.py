"""The JSON of each format, whole, against a golden. `pytest tests/contract --write-goldens` writes them."""

import json
from pathlib import Path

import pytest

from tests.newsroom import FORMATS

from .conftest import Served
from .documents import problems_of
from .normal import normal, readable

pytestmark = pytest.mark.django_db
GOLDENS = Path(__file__).parent / "goldens"
ONLY_IN_CARDS = {"teaser", "item_count", "has_more", "matched_item"}
ONLY_IN_META = {"seo_title", "search_description", "show_in_menus", "parent", "alias_of"}


@pytest.mark.parametrize("kind", FORMATS)
def test_detail_and_card_are_as_the_golden_shows(
    served: Served, kind: str, request: pytest.FixtureRequest
) -> None:
    golden = GOLDENS / f"{kind}.json"

    found = normal(served[kind])

    if request.config.getoption("--write-goldens"):
        golden.write_text(readable(found), encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", FORMATS)
def test_served_documents_are_as_the_document_says(served: Served, kind: str) -> None:
    page_type = FORMATS[kind].__name__

    assert problems_of(page_type)(served[kind]["detail"]) == []
    assert problems_of(f"{page_type}Card")(served[kind]["card"]) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_schema_takes_no_page_of_another_type(served: Served, kind: str) -> None:
    names = {page_type.__name__ for page_type in FORMATS.values()}

    fitting = {name for name in names if not problems_of(name)(served[kind]["detail"])}

    assert fitting == {FORMATS[kind].__name__}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_card_says_the_same_as_its_detail(served: Served, kind: str) -> None:
    detail, card = served[kind]["detail"], served[kind]["card"]

    shared = card.keys() & detail.keys() - {"meta"}
    assert card.keys() - detail.keys() == ONLY_IN_CARDS
    assert {key: card[key] for key in shared} == {key: detail[key] for key in shared}
    assert card["meta"].items() <= detail["meta"].items()
    assert detail["meta"].keys() - card["meta"].keys() == ONLY_IN_META
