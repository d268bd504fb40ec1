"""A format is declared once, by its page class: what a declaration lacks is named, with the file for it."""

from pathlib import Path
from typing import Any, get_args

import pytest
from django.conf import settings

from cms.delivery.registry import projections
from cms.webhooks import changes
from news.models import FORMATS, NewsIndexPage, StoryPage
from news.models.stories import StoryPage as Base
from news.schemas.base import Contract
from news.schemas.texts import Html
from tests.contract.test_blocks import twins

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "blocks"


def lacks(kind: type[StoryPage]) -> list[str]:
    """Return what the declaration of a format lacks, each with where it goes."""
    name = f"news.{kind.__name__}"
    found = [
        (bool(kind.label), "`label`: what readers see above the headline"),
        (kind.items_field in {"body", "items"}, "`items_field`: `body` or `items`"),
        (hasattr(kind, "detail_schema"), "`detail_schema`: a StoryDetail in news/schemas/formats/"),
        (hasattr(kind, "card_schema"), "`card_schema`: a CardOfStory in news/schemas/formats/"),
        (hasattr(kind, "draft_items"), "`draft_items`: the stream's type for programs, beside them"),
    ]
    missing = [f"{name} has no {what}" for is_there, what in found if not is_there]
    return missing or [f"{name}: {what}" for what in (*_schemas(kind, name), *_blocks(kind))]


def _schemas(kind: Any, name: str) -> list[str]:
    stream = kind.detail_schema.model_fields.get(kind.items_field)
    named = {
        schema.__name__: get_args(schema.model_fields["meta"].annotation.model_fields["type"].annotation)
        for schema in (kind.detail_schema, kind.card_schema)
    }
    wrong = [f"`meta.type` of {schema} is not {name}" for schema, type_ in named.items() if type_ != (name,)]
    return wrong + ([] if stream else [f"{kind.detail_schema.__name__} has no `{kind.items_field}`"])


def _blocks(kind: Any) -> list[str]:
    blocks = kind._meta.get_field(kind.items_field).stream_block.child_blocks
    found = [line for name in blocks for line in _block(name)]
    if not any(hasattr(block, "excerpt") for block in blocks.values()):
        found.append("no block has an `excerpt`, so its cards would have no teaser")
    return found


def _block(name: str) -> list[str]:
    found = [] if (TEMPLATES / f"{name}.html").exists() else [f"templates/blocks/{name}.html is missing"]
    if name not in twins():
        return [*found, f"block `{name}` has no twin with `type`, `id` and `value` in news/schemas/"]
    value = twins()[name].model_fields["value"].annotation
    is_found = value is Html or (value is not None and value.words is not Contract.words)
    return found if is_found else [*found, f"the twin of `{name}` has no `words`: no search would find it"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_declaration_is_whole(name: str) -> None:
    assert lacks(FORMATS[name]) == []


def test_every_kind_of_story_is_a_format() -> None:
    assert set(FORMATS.values()) == set(Base.__subclasses__())


@pytest.mark.parametrize("name", FORMATS)
def test_what_follows_from_a_declaration(name: str) -> None:
    assert projections()[name].body_schema is FORMATS[name].detail_schema
    assert name in changes.page_types()
    assert FORMATS[name] in NewsIndexPage.allowed_subpage_models()


def test_what_is_missing_is_named() -> None:
    bare = type("Bare", (), {"label": "", "items_field": "parts", "__name__": "BarePage"})

    assert [line.split(":")[0] for line in lacks(bare)] == [
        "news.Bare has no `label`",
        "news.Bare has no `items_field`",
        "news.Bare has no `detail_schema`",
        "news.Bare has no `card_schema`",
        "news.Bare has no `draft_items`",
    ]
