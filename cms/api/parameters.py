"""Parameters of the public API: declared once, refused when unknown, bounded before the database."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_origin
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo, field_validator

from cms.delivery.lists import ORDERS
from cms.delivery.registry import labels_under

MAX_OFFSET = 10_000
MAX_CURSOR = 800
MAX_VALUES = 20
MAX_SEQUENCE_DIGITS = 18
_DIGITS = re.compile(r"0|[1-9][0-9]*", re.ASCII)


def _plain_digits(value: Any, info: ValidationInfo) -> Any:
    """Refuse what Pydantic would read as an integer besides plain digits: spaces, `+5`, `1_0`, `01`."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise ValueError(f"{info.field_name} must be a positive integer")
    return value


# No control characters: PostgreSQL refuses NUL, and no slug or path has any. No U+FFFD either: it stands for
# bytes that are not UTF-8.
_PRINTABLE = r"^[^\x00-\x1f\x7f\ufffd]+$"
Text = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=_PRINTABLE)]
SearchText = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_PRINTABLE)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_PRINTABLE)]
# Bounds stand beside the type: behind a validator, Pydantic 2 puts them into the schema as `ge` and `le`.
_PlainDigits = BeforeValidator(_plain_digits)
PageId = Annotated[int, Field(ge=1, le=2**63 - 1), _PlainDigits]
SequenceNumber = Annotated[int, Field(ge=0, le=2**63 - 1), _PlainDigits]
BoundedOffset = Annotated[int, Field(ge=0, le=MAX_OFFSET), _PlainDigits]


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
    """Return `min_sequence`, which every endpoint takes; 0 where it is not given."""
    return _sequence_of(request.GET.getlist(MIN_SEQUENCE) or ["0"])


def _sequence_of(values: list[str]) -> int:
    if len(values) > 1:
        raise BadParameter(MIN_SEQUENCE, f"{MIN_SEQUENCE} can be given only once")
    if not _DIGITS.fullmatch(values[0]) or len(values[0]) > MAX_SEQUENCE_DIGITS:
        raise BadParameter(MIN_SEQUENCE, f"{MIN_SEQUENCE} should be a whole number in plain digits")
    return int(values[0])


def split_commas(values: Any) -> Any:
    """Return repeated and comma separated values as one list; empty parts stay, and are refused as such."""
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


_LIMITS = Field(ge=1, json_schema_extra={"maximum": settings.GALLEY_API_LIMIT_MAX})
Limit = Annotated[int, _LIMITS, _PlainDigits, AfterValidator(_within_maximum)]


def _within_reach(value: int) -> int:
    """Refuse what costs more the farther it reaches."""
    if value > MAX_OFFSET:
        raise ValueError(f"offset cannot be higher than {MAX_OFFSET}: go on with cursor=*, which has no end")
    return value


class NoParameters(Schema):
    """For endpoints without parameters."""


class DetailParameters(Schema):
    """What `pages/{id}/` takes."""

    fields: LongText | None = Field(default=None, description="Which parts, as in lists.")


_OFFSETS = Field(ge=0, json_schema_extra={"maximum": MAX_OFFSET})
Offset = Annotated[int, _OFFSETS, _PlainDigits, AfterValidator(_within_reach)]


def _page_or_root(value: Any, info: ValidationInfo) -> Any:
    """Take the id of a page, or `root`."""
    if value == "root":
        return value
    if not isinstance(value, str) or not _DIGITS.fullmatch(value) or value == "0" or len(value) > 18:
        raise ValueError(f"{info.field_name} must be a positive integer")
    return value


PageOrRoot = Annotated[str, BeforeValidator(_page_or_root)]


def _moment(value: Any) -> Any:
    """Take RFC 3339 with a zone, or a date, which stands for its first moment in UTC."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError("should be a date, or a date and time such as 2023-03-20T14:05:00Z") from None
    if len(str(value)) == len("2023-03-20"):
        return moment.replace(tzinfo=UTC)
    if moment.utcoffset() is None:
        raise ValueError("should have a zone, such as 2023-03-20T14:05:00Z; write + as %2B")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is out of range") from None


Moment = Annotated[datetime, BeforeValidator(_moment)]
UniqueNames = Annotated[Names, AfterValidator(lambda names: list(dict.fromkeys(names)))]


class ListParameters(Schema):
    """What `pages/` takes."""

    type: Annotated[Names, AfterValidator(_known_types)] = Field(
        default=[],
        description="Page types, repeated or separated by commas; a parent type includes its children.",
    )
    topic: UniqueNames = Field(default=[], description="Topic slugs; several mean any of them.")
    author: UniqueNames = Field(default=[], description="Author slugs; several mean any of them.")
    series: UniqueNames = Field(default=[], description="Series slugs; several mean any of them.")
    id: PageId | None = None
    uuid: UUID | None = None
    slug: Text | None = None
    title: Text | None = Field(default=None, description="The whole headline.")
    locale: Text | None = Field(default=None, description="A language code.")
    show_in_menus: Literal["true", "false", "1", "0"] | None = Field(
        default=None, description="Whether a page stands in the menu, as it was published."
    )
    site: Text | None = Field(default=None, description="The host of a site, with its port if need be.")
    child_of: PageOrRoot | None = Field(default=None, description="The id of a page, or root.")
    descendant_of: PageOrRoot | None = Field(default=None, description="The id of a page, or root.")
    ancestor_of: PageOrRoot | None = Field(default=None, description="The id of a page, or root.")
    translation_of: PageOrRoot | None = Field(default=None, description="The id of a page, or root.")
    published_after: Moment | None = Field(
        default=None, description="First published at this moment or later; a date begins at midnight UTC."
    )
    published_before: Moment | None = Field(default=None, description="First published before this moment.")
    updated_after: Moment | None = Field(
        default=None, description="Last published at this moment or later, for whatever reason."
    )
    search: SearchText | None = Field(
        default=None,
        description="Words of headlines, standfirsts, texts, captions and numbers; quotation marks make a "
        "phrase. The nearest come first, unless an order is given.",
    )
    search_operator: Literal["and", "or"] | None = Field(
        default=None, description="Whether all words are needed, as by default, or any of them will do."
    )
    highlight: Literal["true"] | None = Field(
        default=None, description="With a search: show in `meta.highlights` where the words were found."
    )
    fields: LongText | None = Field(
        default=None,
        description="Which parts: names are added to the card, `-name` is left out, `*` begins with whole "
        "pages and `_` with nothing; `name(part,-part)` chooses among parts.",
    )
    order: str | None = Field(
        default=None,
        description=f"One of {', '.join(ORDERS)}, or one of them after a minus. Newest first by default.",
    )
    limit: Limit = 20
    offset: Offset = 0
    cursor: Annotated[str, StringConstraints(max_length=MAX_CURSOR)] | None = Field(
        default=None,
        description="`*` for the first span; later ones are in `next` and `previous` of each answer.",
    )
    count: Literal["true"] | None = Field(
        default=None, description="With a cursor: say the total, too, which costs more."
    )

    @field_validator("order")
    @classmethod
    def known_order(cls, value: str | None) -> str | None:
        """Refuse fields that lists can't be ordered by."""
        if value is not None and value.removeprefix("-") not in ORDERS:
            raise ValueError(f"order must be one of {', '.join(ORDERS)}, or one of them after a minus")
        return value
