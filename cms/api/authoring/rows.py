"""Rows under a page, such as bylines, as programs read and write them: in order, each with its id."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, create_model
from wagtail.api import APIField
from wagtail.api.conf import get_model_field
from wagtail.models import Page

from .errors import Fault, fault
from .html import html_faults
from .types import Key, annotation_of, default_of, is_rich_text, value_of

_types: dict[Any, type[BaseModel]] = {}


class Row(BaseModel):
    """One row, whole: what is not sent has its default."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[
        Key | None, Field(description="Of a row that is there already; else a new one is made.")
    ] = None


def fields_of(model: Any) -> dict[str, Any]:
    """Return the fields that programs write, by name."""
    names = [field.name for field in APIField.get_writable_fields_for_model(model)]
    return {name: get_model_field(model, name) for name in names}


def row_type(model: Any) -> type[BaseModel]:
    """Return the one type in which a child model's rows are read and written."""
    if model not in _types:
        fields: dict[str, Any] = {
            name: (annotation_of(f), default_of(f)) for name, f in fields_of(model).items()
        }
        _types[model] = create_model(f"{model.__name__}Row", __base__=Row, __doc__=model.__doc__, **fields)
    return _types[model]


def rows_of(page: Any, name: str) -> list[dict[str, Any]]:
    """Return a page's rows as they may be written back."""
    rows = getattr(page, name).all()
    return [
        {"id": row.pk} | {key: value_of(f, row) for key, f in fields_of(type(row)).items()} for row in rows
    ]


def row_faults(model: Any, name: str, rows: list[dict[str, Any]], request: Any) -> Iterator[Fault]:
    """Return the ids that are no row's of the page that is written, and texts that can't be stored."""
    own = _ids(request, name) if any(row["id"] for row in rows) else set()
    seen: set[int] = set()
    for number, row in enumerate(rows):
        if row["id"] and row["id"] not in own - seen:
            yield fault((name, number, "id"), "No row of this page has this id, or it is there twice.")
        seen.add(row["id"])
        for key, field in fields_of(model).items():
            if is_rich_text(field):
                yield from (
                    fault((name, number, key), said) for said in html_faults(row[key], field.features)
                )


def _ids(request: HttpRequest, name: str) -> set[int]:
    match = request.resolver_match
    page_id = match.kwargs.get("page_id") if match else None
    page = Page.objects.filter(pk=page_id).first() if page_id else None
    draft = page.specific.get_latest_revision_as_object() if page else None
    return {row.pk for row in getattr(draft, name).all()} if draft is not None else set()
