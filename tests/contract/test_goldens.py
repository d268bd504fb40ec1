"""The JSON of each format, whole, against a golden. `pytest tests/contract --write-goldens` writes them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.core import clock
from news.schemas import pages as schemas
from tests.newsroom import FORMATS, Newsroom

from .normal import normal, readable
from .stories import full_story

GOLDENS = Path(__file__).parent / "goldens"
MOMENT = datetime(2023, 3, 20, 14, 5, 30, 123456, tzinfo=UTC)
ONLY_IN_CARDS = {"teaser", "item_count", "has_more", "matched_item"}
ONLY_IN_META = {"seo_title", "search_description", "show_in_menus", "parent", "alias_of"}


def served(newsroom: Newsroom, reader: Client, kind: str) -> dict[str, Any]:
    with clock.at(MOMENT):
        page = full_story(newsroom, kind)
    detail = reader.get(f"/api/v2/pages/{page.pk}/").json()
    (card,) = reader.get("/api/v2/pages/", {"slug": page.slug}).json()["items"]
    return {"detail": detail, "card": card}


@pytest.mark.parametrize("kind", FORMATS)
def test_detail_and_card_are_as_the_golden_shows(
    newsroom: Newsroom, reader: Client, kind: str, request: pytest.FixtureRequest
) -> None:
    golden = GOLDENS / f"{kind}.json"

    found = normal(served(newsroom, reader, kind))

    if request.config.getoption("--write-goldens"):
        golden.write_text(readable(found), encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", FORMATS)
def test_served_documents_validate_against_the_schemas(newsroom: Newsroom, reader: Client, kind: str) -> None:
    detail_schema = getattr(schemas, FORMATS[kind].__name__)

    found = served(newsroom, reader, kind)

    assert detail_schema.model_validate(found["detail"]).model_dump(mode="json") == found["detail"]
    assert schemas.StoryCard.model_validate(found["card"]).model_dump(mode="json") == found["card"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_card_says_the_same_as_its_detail(newsroom: Newsroom, reader: Client, kind: str) -> None:
    found = served(newsroom, reader, kind)
    detail, card = found["detail"], found["card"]

    shared = card.keys() & detail.keys() - {"meta"}
    assert card.keys() - detail.keys() == ONLY_IN_CARDS
    assert {key: card[key] for key in shared} == {key: detail[key] for key in shared}
    assert card["meta"].items() <= detail["meta"].items()
    assert detail["meta"].keys() - card["meta"].keys() == ONLY_IN_META


def test_goldens_show_every_block_of_the_contract() -> None:
    blocks = [*BLOCKS_OF_BRIEFS, "number_item", "watch_item"]

    shown = [json.loads((GOLDENS / f"{kind}.json").read_text(encoding="utf-8"))["detail"] for kind in FORMATS]

    types = {item["type"] for detail in shown for item in [*detail.get("body", []), *detail.get("items", [])]}
    assert types == set(blocks)


BLOCKS_OF_BRIEFS = list(FORMATS["brief"]._meta.get_field("body").stream_block.child_blocks)
