"""Each block of each stream has a twin in the contract, and a golden that shows it whole.

`pytest tests/contract --write-goldens` writes the goldens.
"""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from wagtail.blocks import StructBlock
from wagtail.fields import StreamField

from news.blocks import figures, numbers, readings, sources, texts, watch
from news.models import FORMATS as PAGE_TYPES
from news.models import TopicPage
from news.schemas import blocks
from news.schemas import images as image_schemas
from news.schemas import numbers as number_schemas
from news.schemas.base import Contract
from tests.newsroom import FORMATS

from .conftest import Served
from .documents import problems_of, public_document
from .normal import normal, readable

pytestmark = pytest.mark.django_db
GOLDENS = Path(__file__).parent / "goldens" / "blocks"
STREAMS = {
    f"{page_type.__name__}.{field.name}": field.stream_block
    for page_type in (*PAGE_TYPES.values(), TopicPage)
    for field in page_type._meta.get_fields()
    if isinstance(field, StreamField)
}
BLOCKS = sorted({name for stream in STREAMS.values() for name in stream.child_blocks})
# Blocks beside what their values are in the contract.
TWINS_OF_VALUES: list[tuple[type[StructBlock], type[BaseModel]]] = [
    (texts.HeadingBlock, blocks.Heading),
    (texts.QuoteBlock, blocks.Quote),
    (figures.FigureBlock, image_schemas.Figure),
    (numbers.NumberItemBlock, blocks.NumberItem),
    (readings.TypedNumberBlock, number_schemas.Number),
    (sources.SourceBlock, number_schemas.Source),
    (watch.WatchItemBlock, blocks.WatchItem),
]
# Their lengths are those of what is typed: what is served is read from it.
READ_FROM_WHAT_IS_TYPED = {"caption", "value", "value_high", "denominator", "unit", "as_of", "watch_date"}


def twins() -> dict[str, type[BaseModel]]:
    """Return the schemas of stream members by `type`."""
    members = [m for m in _contract(Contract) if m.model_fields.keys() == {"type", "id", "value"}]
    return {get_args(model.model_fields["type"].annotation)[0]: model for model in members}


def _contract(base: type[BaseModel]) -> list[type[BaseModel]]:
    return [m for kind in base.__subclasses__() for m in (kind, *_contract(kind))]


def test_every_block_of_a_stream_has_a_twin_in_the_contract() -> None:
    assert sorted(twins()) == BLOCKS


@pytest.mark.parametrize("kind", FORMATS)
def test_blocks_are_as_their_goldens_show(served: Served, kind: str, request: pytest.FixtureRequest) -> None:
    page_type = FORMATS[kind]
    members = served[kind]["detail"][page_type.items_field]

    # The last of each is the one with all of its parts.
    found = {member["type"]: normal(member) for member in members}

    if request.config.getoption("--write-goldens"):
        for name, member in found.items():
            (GOLDENS / f"{name}.json").write_text(readable(member), encoding="utf-8")
    children = STREAMS[f"{page_type.__name__}.{page_type.items_field}"].child_blocks
    assert found == {name: golden(name) for name in children}


@pytest.mark.parametrize("name", BLOCKS)
def test_goldens_of_blocks_are_as_the_document_says(name: str) -> None:
    assert problems_of(twins()[name].__name__)(golden(name)) == []


def test_every_golden_shows_a_block() -> None:
    assert sorted(path.stem for path in GOLDENS.glob("*.json")) == BLOCKS


@pytest.mark.parametrize(("block", "twin"), TWINS_OF_VALUES)
def test_lengths_in_the_document_are_those_of_the_blocks(
    block: type[StructBlock], twin: type[BaseModel]
) -> None:
    properties = public_document()["components"]["schemas"][twin.__name__]["properties"]
    fields = {name: child for name, child in block().child_blocks.items() if name in properties}

    ours = {
        name: getattr(getattr(child, "field", None), "max_length", None) for name, child in fields.items()
    }
    told = {name: _length(properties[name]) for name in fields}

    assert {n: length for n, length in told.items() if length} == {
        n: length for n, length in ours.items() if length and n not in READ_FROM_WHAT_IS_TYPED
    }


@pytest.mark.parametrize("name", STREAMS)
def test_members_of_a_stream_are_told_apart_by_type(name: str) -> None:
    page, field = name.split(".")
    schema = public_document()["components"]["schemas"][page]["properties"][field]
    stream = STREAMS[name]

    if stream.meta.max_num == 1:  # the one picture stands by itself
        assert schema["anyOf"] == [{"$ref": "#/components/schemas/Figure"}, {"type": "null"}]
    else:
        assert _types(schema["items"]) == sorted(stream.child_blocks)


@pytest.mark.parametrize("name", STREAMS)
def test_the_document_says_how_many_members_a_stream_has(name: str) -> None:
    page, field = name.split(".")
    schema = public_document()["components"]["schemas"][page]["properties"][field]

    assert schema.get("maxItems", 1 if field == "hero" else None) == STREAMS[name].meta.max_num


def golden(name: str) -> Any:
    return json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))


def _length(schema: dict[str, Any]) -> int | None:
    lengths = [part["maxLength"] for part in (schema, *schema.get("anyOf", ())) if "maxLength" in part]
    return lengths[0] if lengths else None


def _types(schema: dict[str, Any]) -> list[str]:
    """Return the `type` of each member: of a union by its discriminator, of one alone by its own schema."""
    named = public_document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "discriminator" in named:
        assert named["discriminator"]["propertyName"] == "type"
        assert sorted(named["discriminator"]["mapping"].values()) == sorted(m["$ref"] for m in named["oneOf"])
        return sorted(named["discriminator"]["mapping"])
    return [named["properties"]["type"]["const"]]
