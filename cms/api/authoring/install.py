"""What programs read of drafts and write back at /api/v3/: exact types in place of Wagtail's guesses.

Wagtail 8.0 makes its schemas once, when `wagtail.api.v3.registry` is imported, from `api_fields` and from
functions for each class of model fields (`register_field_schema`). Galley's functions give one type for both
directions, so that what was read may be written back.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from pydantic import AfterValidator, Field, ValidationError, WrapValidator
from taggit.managers import TaggableManager
from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator
from wagtail.api.v3.schemas.generators.write import InputSchemaGenerator
from wagtail.api.v3.schemas.pages import PageTypeInjectingBodyModel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .blocks import shown
from .checks import checked
from .rows import fields_of, row_type, rows_of
from .types import IN_FORMS, Tick, annotation_of, default_of, type_of, value_of

__all__ = ["Tick", "Twin", "declare", "install", "twin_of"]

GENERATED = "wagtail.api.v3.registry"


@dataclass(frozen=True)
class Twin:
    """The type of a field; how it is read, and what stands for it on creation, where that is not plain."""

    type: Any
    read: Callable[[Any], Any] | None = None
    default: Any = ...


_twins: dict[tuple[Any, str], Twin] = {}


def declare(model: type[models.Model], **twins: Any) -> None:
    """Say in which types the fields of `model` are read and written; every StreamField needs one.

    A stream's type is a list of Pydantic models with `type`, `id` and `value`. Call it in `ready`.
    """
    for name, twin in twins.items():
        _twins[model, name] = twin if isinstance(twin, Twin) else Twin(twin)


def twin_of(field: Any) -> Twin:
    """Return the twin of a model field or a child relation."""
    if isinstance(field, ForeignObjectRel):
        return Twin(list[row_type(field.related_model)])  # type: ignore[misc]  # made when the apps are ready
    declared = _twins.get((field.model, field.name))
    if declared is None and isinstance(field, StreamField):
        raise ImproperlyConfigured(f"{field} has no twin: declare its blocks.")
    return declared or Twin(annotation_of(field) if type_of(field) else Any)


class OwnFields(InputSchemaGenerator):
    """Wagtail's generator of input types, which takes of a page's own fields only what `api_fields` names."""

    def generate_schema(self, model: Any, *, fields: Any = (), **options: Any) -> Any:
        """Return Wagtail's type, a title always; None for a page type that nobody creates."""
        if issubclass(model, Page) and not model.is_creatable:
            return None
        named = {"title", *fields_of(model)}
        own = [name for name in fields if not issubclass(model, Page) or name in named]
        return super().generate_schema(model, fields=own, **options)


def install() -> None:
    """Put Galley's types in the place of Wagtail's guesses; call it when all has been declared."""
    if GENERATED in sys.modules:
        raise ImproperlyConfigured(f"{GENERATED} was imported before the types of drafts were known.")
    slug = Annotated[str, Field(max_length=255, description="Made of the title where it is empty.")]
    declare(Page, slug=Twin(slug, default=""))
    PageTypeInjectingBodyModel.validate = True  # a page of another type than its body says is refused
    for generator, schema_of in (
        (read_generator, _read),
        (create_generator, _created),
        (patch_generator, _patched),
    ):
        for kind in {*generator.field_schemas, models.Field} - {TaggableManager}:
            generator.register_field_schema(kind, schema_of)
    for generator in (create_generator, patch_generator):
        generator.__class__ = OwnFields  # Wagtail's modules import the two by name


def _read(_generator: Any, field: Any) -> tuple[Any, Any, Any]:
    twin = twin_of(field)
    return (
        Annotated[twin.type, WrapValidator(_or_as_it_is)],
        ...,
        staticmethod(twin.read or partial(_value, field)),
    )


def _value(field: Any, instance: Any) -> Any:
    if isinstance(field, ForeignObjectRel):
        return rows_of(instance, str(field.get_accessor_name()))
    if isinstance(field, StreamField):
        return shown(field.stream_block, getattr(instance, field.name))
    return value_of(field, instance)


def _or_as_it_is(value: Any, handler: Any) -> Any:
    """Let a draft be read that older rules let in: nobody could mend it otherwise."""
    try:
        return handler(value)
    except ValidationError:
        return value


def _created(_generator: Any, field: Any) -> tuple[Any, Any]:
    if isinstance(field, ForeignObjectRel | StreamField):
        return _sent(field), []
    if issubclass(field.model, AbstractImage):
        return annotation_of(field, IN_FORMS), default_of(field)
    twin = twin_of(field)
    return twin.type, default_of(field) if twin.default is ... else twin.default


def _patched(_generator: Any, field: Any) -> tuple[Any, Any]:
    # Never used, as what is not sent is left out; a default in OpenAPI would say something else.
    return _sent(field), Field(default_factory=lambda: None)


def _sent(field: Any) -> Any:
    """Return the type of input, whose values are whole and hold only what exists."""
    twin = twin_of(field)
    if isinstance(field, ForeignObjectRel | StreamField):
        return Annotated[twin.type, AfterValidator(partial(checked, field))]
    return twin.type
