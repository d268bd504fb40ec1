"""What a table holds, read past its model and comparable between engines."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from django.db.models.expressions import Col

_AT_ONCE = 500
_MODULUS = 2**256


class Content:
    """How many rows a table holds, and a sum of their hashes, so that their order does not count."""

    def __init__(self, model: type[Model]) -> None:
        self.fields = fields_of(model)
        self.rows = 0
        self.sum = 0
        self._key = next(n for n, field in enumerate(self.fields) if field.primary_key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and (self.rows, self.sum) == (other.rows, other.sum)

    __hash__ = None  # type: ignore[assignment]

    def add(self, row: tuple[Any, ...]) -> None:
        """Count a row, as `rows_of` gives it."""
        values = [_plain(value, field) for value, field in zip(row, self.fields, strict=True)]
        digest = hashlib.sha256(json.dumps(values).encode("utf-8", "surrogatepass")).digest()
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(digest)) % _MODULUS

    @property
    def key(self) -> str:
        """Return the name of the primary key."""
        found: str = self.fields[self._key].column
        return found

    def key_of(self, row: tuple[Any, ...]) -> Any:
        """Return the primary key of a row."""
        return row[self._key] if row else "unknown"

    def with_nul(self, row: tuple[Any, ...]) -> str:
        """Return the first column of text with a NUL, "" where there is none."""
        found = zip(self.fields, row, strict=False)
        return next((field.column for field, text in found if isinstance(text, str) and "\0" in text), "")


def content_of(connection: Any, model: type[Model]) -> Content:
    """Read a whole table."""
    content = Content(model)
    for row in rows_of(connection, model):
        content.add(row)
    return content


def fields_of(model: type[Model]) -> list[Any]:
    """Return the fields that the model's own table has columns of, but for those the database fills."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def rows_of(connection: Any, model: type[Model]) -> Iterator[tuple[Any, ...]]:
    """Return the rows in the order of their keys: JSON as its text, times aware, bytes as bytes."""
    fields = fields_of(model)
    convert = [_converter(connection, model, field) for field in fields]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    key, table = quoted(model._meta.pk.column), quoted(model._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {key}")  # noqa: S608  # our own tables
        while found := cursor.fetchmany(_AT_ONCE):
            for row in found:
                yield tuple(take(value) for take, value in zip(convert, row, strict=True))


def _converter(connection: Any, model: type[Model], field: Any) -> Any:
    """Return what makes the engine's value a Python one, leaving out what the field itself would do."""
    base = _base(field)
    expression = Col(model._meta.db_table, base)
    converters = connection.ops.get_db_converters(expression)

    def take(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return bytes(value) if isinstance(value, memoryview) else value

    return take


def _base(field: Any) -> Field[Any, Any]:
    """Return the field whose kind of value a foreign key holds."""
    while field.remote_field:
        field = field.target_field
    found: Field[Any, Any] = field
    return found


def _plain(value: Any, field: Any) -> Any:
    """Return a value so that equal ones are written the same, whatever the engine."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | UUID | Decimal):
        return str(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if field.get_internal_type() == "JSONField" and isinstance(value, str):
        return _same_json(value)
    return value


def _same_json(text: str) -> str:
    """Return JSON with sorted keys; PostgreSQL keeps neither their order nor how a number was written."""
    value = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return json.dumps(value, sort_keys=True, default=lambda number: {"": format(number.normalize(), "f")})
