"""Parameters of the public API: declared once, refused when unknown, bounded before the database."""

import re
from typing import Annotated, Any, Literal, get_origin

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints, field_validator

from cms.delivery.registry import labels_under

MAX_OFFSET = 10_000
MAX_VALUES = 20
MAX_SEQUENCE_DIGITS = 18
ORDERS = ("first_published_at", "last_published_at", "title", "slug", "id")

_DIGITS = re.compile(r"0|[1-9][0-9]*", re.ASCII)


def _plain_digits(value: Any) -> Any:
    """Refuse what Pydantic would read as an integer besides plain digits: spaces, `+5`, `1_0`, `01`."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise ValueError("Input should be a whole number in plain digits")
    return value


# No control characters: PostgreSQL refuses NUL, and no slug or path has any. No U+FFFD either: it stands for
# bytes that are not UTF-8.
Text = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f\ufffd]+$")]
Whole = Annotated[int, BeforeValidator(_plain_digits)]
PageId = Annotated[Whole, Field(ge=1, le=2**63 - 1)]
SequenceNumber = Annotated[Whole, Field(ge=0, le=2**63 - 1)]


MIN_SEQUENCE = "min_sequence"


class BadParameter(ValueError):  # noqa: N818
    """A parameter that the API does not know, or a value that it can't take."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message


def refuse_unknown(request: HttpRequest, *declared: type[Schema]) -> None:
    """Raise BadParameter for the first query parameter that is not declared, or wrongly repeated."""
    if not request.META.get("QUERY_STRING"):
        return
    known = {field.alias or name: field for schema in declared for name, field in schema.model_fields.items()}
    for name, values in request.GET.lists():
        if name == MIN_SEQUENCE:
            _sequence_of(values)
        elif name not in known:
            raise BadParameter(name, f"Unknown parameter: {name[:100]}")
        elif len(values) > 1 and get_origin(known[name].annotation) is not list:
            raise BadParameter(name, f"{name} can be given only once")


def asked_sequence(request: HttpRequest) -> int:
    """Give `min_sequence`, which every endpoint takes; 0 where it is not given."""
    return _sequence_of(request.GET.getlist(MIN_SEQUENCE) or ["0"])


def _sequence_of(values: list[str]) -> int:
    if len(values) > 1:
        raise BadParameter(MIN_SEQUENCE, f"{MIN_SEQUENCE} can be given only once")
    if not _DIGITS.fullmatch(values[0]) or len(values[0]) > MAX_SEQUENCE_DIGITS:
        raise BadParameter(MIN_SEQUENCE, f"{MIN_SEQUENCE} should be a whole number in plain digits")
    return int(values[0])


def split_commas(values: Any) -> Any:
    """Give repeated and comma separated values as one list; empty parts stay, and are refused as such."""
    if not isinstance(values, list):
        return values
    return [part for value in values for part in str(value).split(",")]


Names = Annotated[list[Text], BeforeValidator(split_commas), Field(max_length=MAX_VALUES)]


def _known_types(labels: list[str]) -> list[str]:
    """Replace each label by those of its subtypes; refuse what is no page type."""
    found: set[str] = set()
    for label in labels:
        under = labels_under(label)
        if under is None:
            raise ValueError(f"{label} is no page type of this API")
        found |= under
    return sorted(found)


def _within_maximum(value: int) -> int:
    """Refuse more than the site's maximum."""
    if value > settings.GALLEY_API_LIMIT_MAX:
        raise ValueError(f"limit cannot be higher than {settings.GALLEY_API_LIMIT_MAX}")
    return value


Limit = Annotated[Whole, Field(ge=1), AfterValidator(_within_maximum)]


class NoParameters(Schema):
    """For endpoints without parameters."""


class ListParameters(Schema):
    """What `pages/` takes."""

    type: Annotated[Names, AfterValidator(_known_types)] = Field(
        default=[],
        description="Page types, repeated or separated by commas; a parent type includes its children.",
    )
    topic: Names = Field(default=[], description="Topic slugs; several mean any of them.")
    slug: Text | None = None
    fields: Literal["*"] | None = Field(
        default=None, description="`*` gives every page whole, as its detail does, instead of its card."
    )
    order: str | None = Field(
        default=None,
        description=f"One of {', '.join(ORDERS)}, or one of them after a minus. Newest first by default.",
    )
    limit: Limit = 20
    offset: Annotated[Whole, Field(ge=0, le=MAX_OFFSET)] = 0

    @field_validator("order")
    @classmethod
    def known_order(cls, value: str | None) -> str | None:
        """Refuse fields that lists can't be ordered by."""
        if value is not None and value.removeprefix("-") not in ORDERS:
            raise ValueError(f"order must be one of {', '.join(ORDERS)}, or one of them after a minus")
        return value


class FindParameters(Schema):
    """What `pages/find/` takes."""

    html_path: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x1f\x7f\ufffd]*$")] = (
        Field(description="The path of a page at the site's own address.")
    )
