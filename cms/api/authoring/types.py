"""The types of single values that programs send: exact in OpenAPI, without what forms stumble over."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.db import models
from pydantic import AfterValidator, BeforeValidator, Field
from wagtail.api import APIField
from wagtail.fields import RichTextField

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _text_of_moment(value: Any) -> Any:
    # Pydantic would take numbers for seconds since 1970.
    if value is None or isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise ValueError("Write a moment as 2026-07-04T12:00:00Z.")


def _near(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("Say in which zone: 2026-07-04T12:00:00Z.")
    if not FIRST <= value < LAST:
        raise ValueError("Write a year between 1900 and 2199.")
    return value


def _text_of_day(value: Any) -> Any:
    if value is None or isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("Write a day as 2026-07-04.")


Moment = Annotated[datetime, BeforeValidator(_text_of_moment), AfterValidator(_near)]
Day = Annotated[date, BeforeValidator(_text_of_day)]
Tick = Annotated[bool, Field(strict=True)]
Number = Annotated[int, Field(strict=True, ge=-(2**31), lt=2**31)]
# A row's primary key; every database can compare it.
Key = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
Kinds = tuple[tuple[Any, Any], ...]
IN_JSON: Kinds = (
    (models.BooleanField, Tick),
    (models.DateTimeField, Moment),
    (models.DateField, Day),
    (models.IntegerField, Number),
    (models.ForeignKey, Key),
)
# What comes with a file is a form, all of whose values are texts.
IN_FORMS: Kinds = (
    (models.BooleanField, bool),
    (models.DateField, Day),
    (models.IntegerField, Annotated[int, Field(ge=-(2**31), lt=2**31)]),
    (models.ForeignKey, Annotated[int, Field(ge=1, lt=2**63)]),
)


def type_of(field: Any, kinds: Kinds = IN_JSON) -> Any:
    """Return the type of a model field's values, limits included; None for what has no such type."""
    if isinstance(field, models.ManyToManyField):
        return list[Key]
    if isinstance(field, models.CharField | models.TextField):
        return _text(field)
    for kind, plain in kinds:
        if isinstance(field, kind):
            return plain | None if field.null else plain
    return None


def default_of(field: Any) -> Any:
    """Return what stands for a value that was not sent; Ellipsis where there has to be one."""
    if isinstance(field, models.ManyToManyField):
        return []
    if field.has_default():
        return Field(default_factory=field.default) if callable(field.default) else field.default
    if field.null:
        return None
    is_text = isinstance(field, models.CharField | models.TextField)
    return "" if is_text and field.blank else ...


def _text(field: Any) -> Any:
    if is_rich_text(field):  # its length is counted without elements, by the form
        return Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
    if field.choices:
        return Literal[tuple(value for value, _label in field.flatchoices)]
    return Annotated[str, Field(max_length=field.max_length)] if field.max_length else str


def writable(*names: str) -> list[APIField]:
    """Return `api_fields` that programs read and write; a page's title is always one."""
    return [APIField(name, writable=True) for name in names]


def is_rich_text(field: Any) -> bool:
    """Whether a model field holds rich text."""
    return isinstance(field, RichTextField)


def annotation_of(field: Any, kinds: Kinds = IN_JSON) -> Any:
    """Return the type of a model field's values, with what the field says of itself to editors."""
    said, plain = str(getattr(field, "help_text", "") or ""), type_of(field, kinds)
    return Annotated[plain, Field(description=said)] if said else plain


def value_of(field: Any, instance: Any) -> Any:
    """Return a value as it may be written back: choices by id."""
    if isinstance(field, models.ForeignKey):
        return getattr(instance, field.attname)
    if isinstance(field, models.ManyToManyField):
        return [chosen.pk for chosen in getattr(instance, field.name).all()]
    value = getattr(instance, field.name)
    return "" if value is None and isinstance(field, models.CharField | models.TextField) else value
